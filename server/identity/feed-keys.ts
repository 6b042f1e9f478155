// Keys of feeds: shown once, kept as a hash.
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Db } from '../../db/connection.ts';
import type { Services } from '../platform/services.ts';
import { hashSecret } from './algorithms/secret-hash.ts';
import { createFeed, findTerritory, isAnyFeed } from './store.ts';

const FIRST_FEED = '演示接入';

/** Makes a feed and answers its key, which cannot be read again. @param areas division paths it may report in */
export async function issueFeedKey(
  db: Db,
  name: string,
  areas: readonly string[],
  now: Date,
): Promise<{ id: string; key: string }> {
  const key = `fsk_${randomBytes(32).toString('base64url')}`;
  const id = await createFeed(db, { name, keyHash: hashSecret(key), areas, at: now });
  return { id, key };
}

/** At first start: the first feed, for the whole territory; its key goes to a file that only the owner may read, and to the screen once. */
export async function issueFirstFeedKey({ db, config, clock }: Services, print: (line: string) => void): Promise<void> {
  if (await isAnyFeed(db)) return;
  const areas = (await findTerritory(db)).filter(({ level }) => level === 'city').map(({ path }) => path);
  if (areas.length === 0) return;
  const { key } = await issueFeedKey(db, FIRST_FEED, areas, clock());
  await mkdir(dirname(config.feedKeyFile), { recursive: true });
  await writeFile(config.feedKeyFile, `${key}\n`, { mode: 0o600, flag: 'w' });
  print(`Feed key, shown this once (also in ${config.feedKeyFile}): ${key}`);
}
