// Feeds and their keys: shown once, kept as a hash, changed with an overlap, and they end.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { record } from '../audit/record.ts';
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Services } from '../platform/services.ts';
import { hashSecret } from './algorithms/secret-hash.ts';
import { fitsHash, newKey, prefixOf } from './machines/machine-keys.ts';
import { findTerritory } from './store.ts';

const FIRST_FEED = '演示接入';
const DAY_MS = 24 * 3600 * 1000;
/** Unless somebody says otherwise. */
export const KEY_LIVES_DAYS = 365;
/** That a key was used is written down at most this often, s. */
const USED_EVERY_S = 60;

export interface FeedIdentity {
  readonly id: string;
  readonly name: string;
  readonly areas: readonly string[];
  /** Its use has not been written down for a while. */
  readonly usedLongAgo: boolean;
}

export interface FeedRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string | null;
  readonly areas: readonly string[];
  readonly expiresAt: string | null;
  readonly previousUntil: string | null;
  readonly revokedAt: string | null;
  readonly usedAt: string | null;
}

/** Makes a feed and answers its key, which cannot be read again. @param areas division paths it may report in */
export async function issueFeedKey(
  db: Db,
  name: string,
  areas: readonly string[],
  now: Date,
  days = KEY_LIVES_DAYS,
): Promise<{ id: string; key: string }> {
  const { key, prefix, hash } = newKey('fsk');
  return db.transaction(async (tx) => {
    const made = await tx.one<{ id: string }>(sql`
      INSERT INTO identity.feed (name, prefix, key_hash, areas, created_at, expires_at)
      VALUES (${name}, ${prefix}, ${hash}, ${areas}, ${now}, ${daysAfter(now, days)}) RETURNING id`);
    const { id } = made!;
    await record(tx, { act: 'identity:issue-key', object: `identity.feed/${id}`, after: { name, prefix, areas } });
    return { id, key };
  });
}

/**
 * The feed of a key, unless it was revoked or has ended. After a change of keys the one before holds until its overlap is over;
 * a key that was made before keys had prefixes is found by its hash.
 */
export async function findFeedByKey(db: Db, key: string): Promise<FeedIdentity | undefined> {
  const prefix = prefixOf(key);
  const hash = hashSecret(key);
  const found = await db.one<FeedIdentity & { keyHash: Buffer; previousKeyHash: Buffer | null }>(sql`
    SELECT id, name, areas, key_hash AS "keyHash",
           CASE WHEN previous_expires_at > platform.now() THEN previous_key_hash END AS "previousKeyHash",
           coalesce(used_at <= platform.now() - make_interval(secs => ${USED_EVERY_S}), true) AS "usedLongAgo"
      FROM identity.feed
     WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > platform.now())
       AND (prefix = ${prefix} OR previous_prefix = ${prefix} OR (prefix IS NULL AND key_hash = ${hash})
            OR (previous_prefix IS NULL AND previous_key_hash = ${hash}))`);
  if (!found) return undefined;
  const { keyHash, previousKeyHash, ...feed } = found;
  return [keyHash, previousKeyHash].some((known) => known !== null && fitsHash(key, known)) ? feed : undefined;
}

/** Writes down that a feed was heard. Call it where `usedLongAgo`. */
export async function touchFeed(db: Db, id: string): Promise<void> {
  await db.one(sql`
    UPDATE identity.feed SET used_at = platform.now()
     WHERE id = ${id} AND coalesce(used_at <= platform.now() - make_interval(secs => ${USED_EVERY_S}), true)`);
}

/** Gives a feed another key; the present one holds for `overlapHours` more. Undefined where there is no such feed at work. */
export async function rotateFeedKey(
  db: Db,
  id: string,
  now: Date,
  { overlapHours, days = KEY_LIVES_DAYS }: { overlapHours: number; days?: number },
): Promise<string | undefined> {
  const { key, prefix, hash } = newKey('fsk');
  const overlapEndsAt = new Date(now.getTime() + overlapHours * 3600 * 1000);
  return db.transaction(async (tx) => {
    const before = await tx.one<{ prefix: string | null }>(
      sql`SELECT prefix FROM identity.feed WHERE id = ${id} AND revoked_at IS NULL FOR UPDATE`,
    );
    if (!before) return undefined;
    await tx.one(sql`
      UPDATE identity.feed
         SET previous_prefix = prefix, previous_key_hash = key_hash, previous_expires_at = least(expires_at, ${overlapEndsAt}),
             prefix = ${prefix}, key_hash = ${hash}, expires_at = ${daysAfter(now, days)}
       WHERE id = ${id}`);
    const after = { prefix, overlapEndsAt };
    await record(tx, { act: 'identity:rotate-key', object: `identity.feed/${id}`, before, after });
    return key;
  });
}

/** Takes both keys of a feed back, for good. @returns false where there is no such feed at work */
export async function revokeFeed(db: Db, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const revoked = await tx.one<{ name: string; prefix: string | null }>(sql`
      UPDATE identity.feed SET revoked_at = platform.now() WHERE id = ${id} AND revoked_at IS NULL RETURNING name, prefix`);
    if (revoked) await record(tx, { act: 'identity:revoke-key', object: `identity.feed/${id}`, before: revoked });
    return revoked !== undefined;
  });
}

/** All feeds, those at work first. */
export function listFeeds(db: Db): Promise<FeedRow[]> {
  return db.many<FeedRow>(sql`
    SELECT id, name, prefix, areas, expires_at AS "expiresAt", revoked_at AS "revokedAt", used_at AS "usedAt",
           CASE WHEN previous_expires_at > platform.now() THEN previous_expires_at END AS "previousUntil"
      FROM identity.feed ORDER BY revoked_at IS NOT NULL, name, id`);
}

/** At first start: the first feed, for the whole territory; its key goes to a file that only the owner may read, and to the screen once. */
export async function issueFirstFeedKey({ db, config, clock }: Services, print: (line: string) => void): Promise<void> {
  if ((await db.one(sql`SELECT 1 AS any FROM identity.feed LIMIT 1`)) !== undefined) return;
  const areas = (await findTerritory(db)).filter(({ level }) => level === 'city').map(({ path }) => path);
  if (areas.length === 0) return;
  const { key } = await issueFeedKey(db, FIRST_FEED, areas, clock());
  await mkdir(dirname(config.feedKeyFile), { recursive: true });
  await writeFile(config.feedKeyFile, `${key}\n`, { mode: 0o600, flag: 'w' });
  print(`Feed key, shown this once (also in ${config.feedKeyFile}): ${key}`);
}

/** A moment so many days later. */
export const daysAfter = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY_MS);
