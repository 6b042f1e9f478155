// Chains what was committed, at most a second later, and lays the head of the chain down outside of the database.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Job } from '../platform/capability.ts';
import { repeat } from '../platform/repeat.ts';
import type { Services } from '../platform/services.ts';
import { openAnchorPost } from './anchor-post.ts';
import { appendAnchor, lastAnchor, type Anchor } from './anchors.ts';

const EVERY_MS = 500;
/** Rows of one transaction of the sealer. */
const BATCH = 5_000;

export const sealer: Job = async (services) => {
  const { db, config, log, clock } = services;
  const post = config.auditAnchorPost && openAnchorPost(config.auditAnchorPost, log);
  const anchoring = await openAnchoring(services);
  const stop = repeat(services, EVERY_MS, async () => {
    await sealAll(db);
    const anchor = await anchoring(clock());
    if (anchor) post?.offer(anchor);
  });
  return async () => {
    await stop();
    await post?.stop();
  };
};

/** Seals until nothing waits, or another process is at it; answers how many. */
export async function sealAll(db: Db): Promise<number> {
  for (let sealed = 0; ;) {
    const { count } = (await db.one<{ count: number }>(sql`SELECT audit.seal_batch(${BATCH}) AS count`))!;
    sealed += count;
    if (count < BATCH) return sealed;
  }
}

type Anchoring = (now: Date) => Promise<Anchor | undefined>;

/** Each call lays down the head where it is another than the last; the first looks whether the database still has the last. */
export async function openAnchoring({ db, config, log }: Pick<Services, 'db' | 'config' | 'log'>): Promise<Anchoring> {
  let last = await lastAnchor(config.auditAnchorFile);
  const head = await findHead(db);
  if (last && last.pos > (head?.pos ?? 0))
    log.error(
      { anchored: last.pos, head: head?.pos ?? 0, file: config.auditAnchorFile },
      'The anchors know more of the audit than the database does: its tail was cut, or a backup was restored',
    );
  return async (now) => {
    const found = await findHead(db);
    if (!found || found.chain === last?.chain) return undefined;
    const anchor = { ...found, at: now.toISOString() };
    await appendAnchor(config.auditAnchorFile, anchor);
    last = anchor;
    return anchor;
  };
}

const findHead = (db: Db): Promise<Pick<Anchor, 'pos' | 'chain'> | undefined> =>
  db.one(sql`SELECT pos, encode(chain, 'hex') AS chain FROM audit.seal ORDER BY pos DESC LIMIT 1`);
