// Counts in windows of time, shared by all servers of a database: exact, whoever counts.
import { createHash } from 'node:crypto';
import type { Db } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import type { Job } from '../capability.ts';

const PRUNE_EVERY_MS = 60_000;

/** A stretch of the clock; all servers cut it at the same places. */
export interface Window {
  readonly number: number;
  readonly endsAt: Date;
}

/** The window of `lengthS` seconds that runs at a moment. */
export function windowAt(now: Date, lengthS: number): Window {
  const number = Math.floor(now.getTime() / (lengthS * 1000));
  return { number, endsAt: new Date((number + 1) * lengthS * 1000) };
}

export interface WindowCount {
  readonly count: number;
  readonly endsAt: Date;
}

/** Counts one more of `key` and answers how many there are in the running window of `lengthS` seconds, on all servers together. */
export async function countInWindow(db: Db, key: string, lengthS: number, now: Date): Promise<WindowCount> {
  const window = windowAt(now, lengthS);
  const counts = await addToWindows(db, window, new Map([[nameOf(key, lengthS), 1]]));
  return { count: counts.get(nameOf(key, lengthS))!, endsAt: window.endsAt };
}

/** How many of `key` were counted in the running window; counts nothing. */
export async function readWindow(db: Db, key: string, lengthS: number, now: Date): Promise<WindowCount> {
  const { number, endsAt } = windowAt(now, lengthS);
  const row = await db.one<{ taken: number }>(sql`
    SELECT taken FROM platform.window_count WHERE name = ${nameOf(key, lengthS)} AND number = ${number}`);
  return { count: row?.taken ?? 0, endsAt };
}

/** Forgets what was counted of `key` in the running window: after a success that clears the failures before it. */
export async function forgetWindow(db: Db, key: string, lengthS: number, now: Date): Promise<void> {
  const { number } = windowAt(now, lengthS);
  await db.many(sql`DELETE FROM platform.window_count WHERE name = ${nameOf(key, lengthS)} AND number = ${number}`);
}

/** The name under which a key is counted; windows of another length are counted apart. */
export function nameOf(key: string, lengthS: number): string {
  return createHash('sha256').update(`${lengthS} ${key}`).digest('base64url');
}

/**
 * Adds to several counts of one window in one statement.
 *
 * @param amounts by the names of the keys, each at least 1
 * @returns the counts after it, by name
 */
export async function addToWindows(
  db: Db,
  { number, endsAt }: Window,
  amounts: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  // In one order, so that two servers never wait for each other in a circle.
  const rows = await db.many<{ name: string; taken: number }>(sql`
    INSERT INTO platform.window_count AS known (name, number, taken, ends_at)
    SELECT name, ${number}::bigint, amount, ${endsAt}::timestamptz
      FROM unnest(${[...amounts.keys()]}::text[], ${[...amounts.values()]}::bigint[]) AS asked (name, amount)
     ORDER BY name
    ON CONFLICT (name, number) DO UPDATE SET taken = known.taken + excluded.taken
    RETURNING name, taken`);
  return new Map(rows.map(({ name, taken }) => [name, taken]));
}

/** Removes the counts of windows that are over, once a minute. */
export const pruneWindows: Job = async ({ db, clock, log }) => {
  const prune = () => removeWindowsBefore(db, clock());
  const timer = setInterval(
    () => void prune().catch((error: unknown) => log.warn({ error }, 'Old counts could not be removed')),
    PRUNE_EVERY_MS,
  );
  return async () => clearInterval(timer);
};

/** A minute of grace: the clock of another server may be behind. */
export async function removeWindowsBefore(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - PRUNE_EVERY_MS);
  await db.many(sql`DELETE FROM platform.window_count WHERE ends_at < ${before}`);
}
