// Guessing is slowed: attempts are counted in the database, by lanes that all servers share.
import { normalizeIP } from '@fastify/rate-limit';
import type { Db, Tx } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { Problem } from '../../platform/problem.ts';
import { countAttempt, stillToWait, waitAfter, type LaneRule, type LaneState } from '../algorithms/back-off.ts';
import { hashSecret } from '../algorithms/secret-hash.ts';

const LONGEST_S = 15 * 60;
/** One account from one place: a typed mistake costs nothing, the sixth wrong one begins to. */
const PAIR: LaneRule = { free: 5, longestS: LONGEST_S, forgetS: 10 * 60 };
/** One place, whatever it tries: whole offices share an address, and their mistakes are forgotten faster. */
const PLACE: LaneRule = { free: 10, longestS: LONGEST_S, forgetS: 60 };
/** All unknown places at one account: they are told to wait once each, and no longer than this. */
const CROWD: LaneRule = { free: 50, longestS: 30, forgetS: 60 };
/** After so long without an attempt nothing of a lane matters any more, s. */
const KEPT_S = 24 * 3600;

/** Who tries what. */
export interface Attempt {
  /** What is guessed at: `password/<login>`, `code/<person>`. */
  readonly target: string;
  readonly address: string | undefined;
  /** The cookie of a browser in which this account has signed in before. */
  readonly browser?: Buffer | undefined;
  /** Unknown places wait as long as one place would: where the password is known already, nobody's patience is at stake. */
  readonly strict?: true;
}

interface Lane {
  readonly key: Buffer;
  readonly rule: LaneRule;
}

/** In the order in which they are locked, which is the same for everybody. */
interface Lanes {
  /** Refuse by themselves. */
  readonly shared: readonly Lane[];
  /** Makes whoever comes from elsewhere wait once, at most as long as its rule says: nobody is locked out of it. */
  readonly crowd?: Lane;
  /** Between the asker and the target alone. */
  readonly own: Lane;
}

/**
 * Counts an attempt before it is made; it counts as failed unless it is released.
 *
 * @throws Problem 429 where it has to wait; then nothing was counted
 */
export async function countAttemptOf(db: Db, attempt: Attempt, now: Date): Promise<void> {
  const waitS = await db.transaction((tx) => takeTurn(tx, lanesOf(attempt), now));
  if (waitS > 0) throw new Problem(429, 'too-many-attempts', 'Too many attempts have failed', { retryAfterS: waitS });
}

/**
 * The attempt was no wrong guess. @param outcome right: what failed between this asker and the target before is forgotten;
 * unjudged: it never came to a comparison
 */
export async function releaseAttempt(db: Db, attempt: Attempt, outcome: 'right' | 'unjudged'): Promise<void> {
  const { shared, crowd, own } = lanesOf(attempt);
  await db.transaction(async (tx) => {
    for (const { key } of [...shared, ...(crowd ? [crowd] : []), own])
      await tx.one(
        sql`UPDATE identity.attempt SET failures = greatest(0, failures - 1), until = at WHERE lane = ${key}`,
      );
    if (outcome === 'right') await tx.one(sql`DELETE FROM identity.attempt WHERE lane = ${own.key}`);
  });
}

/** Removes lanes in which nothing has happened for long. */
export async function forgetAttempts(db: Db, now: Date): Promise<void> {
  await db.one(sql`DELETE FROM identity.attempt WHERE at < ${inSeconds(now, -KEPT_S)}`);
}

function lanesOf({ target, address, browser, strict }: Attempt): Lanes {
  if (browser) return { shared: [], own: laneOf(PAIR, 'browser', target, browser.toString('hex')) };
  const from = normalizeIP(address ?? '');
  const place = laneOf(PLACE, 'place', from);
  const own = laneOf(PAIR, 'pair', target, from);
  if (strict) return { shared: [place, laneOf(PAIR, 'account', target)], own };
  return { shared: [place], crowd: laneOf(CROWD, 'account', target), own };
}

const laneOf = (rule: LaneRule, ...words: readonly string[]): Lane => ({
  key: hashSecret(JSON.stringify(words)),
  rule,
});

/** Seconds to wait; 0 where the attempt was counted. */
async function takeTurn(tx: Tx, { shared, crowd, own }: Lanes, now: Date): Promise<number> {
  const counted: { lane: Lane; state: LaneState | undefined }[] = [];
  for (const lane of shared) {
    const state = await lockLane(tx, lane);
    const waitS = stillToWait(state, now);
    if (waitS > 0) return Math.max(waitS, stillToWait(await findLane(tx, own), now));
    counted.push({ lane, state });
  }
  const others = crowd && { lane: crowd, state: await lockLane(tx, crowd) };
  const isCrowded = others && waitAfter(countAttempt(others.state, CROWD, now).failures, CROWD) > 0;
  const crowdedS = isCrowded ? CROWD.longestS : 0;
  const mine = await lockLane(tx, own);
  const waitS = mine ? stillToWait(mine, now) : crowdedS;
  if (waitS > 0) {
    if (!mine) await keepLane(tx, own, { failures: 0, at: now, until: inSeconds(now, crowdedS) });
    return waitS;
  }
  for (const { lane, state } of others ? [...counted, others] : counted)
    await keepLane(tx, lane, countAttempt(state, lane.rule, now));
  const next = countAttempt(mine, own.rule, now);
  const until = [next.until, inSeconds(now, crowdedS)].toSorted((a, b) => b.getTime() - a.getTime())[0]!;
  await keepLane(tx, own, { ...next, until });
  return 0;
}

const inSeconds = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);

const NEVER = new Date(0);

interface LaneRow {
  readonly failures: number;
  readonly at: string;
  readonly until: string;
}

const toState = ({ failures, at, until }: LaneRow): LaneState => ({
  failures,
  at: new Date(at),
  until: new Date(until),
});

/** The lane as it is, until the transaction ends nobody else's; undefined where it is new. */
async function lockLane(tx: Tx, { key }: Lane): Promise<LaneState | undefined> {
  const row = await tx.one<LaneRow>(sql`
    INSERT INTO identity.attempt AS known (lane, failures, at, until) VALUES (${key}, 0, ${NEVER}, ${NEVER})
    ON CONFLICT (lane) DO UPDATE SET lane = known.lane RETURNING failures, at, until`);
  const state = toState(row!);
  return state.at.getTime() === NEVER.getTime() ? undefined : state;
}

async function findLane(tx: Tx, { key }: Lane): Promise<LaneState | undefined> {
  const row = await tx.one<LaneRow>(sql`SELECT failures, at, until FROM identity.attempt WHERE lane = ${key}`);
  return row && toState(row);
}

async function keepLane(tx: Tx, { key }: Lane, { failures, at, until }: LaneState): Promise<void> {
  await tx.one(
    sql`UPDATE identity.attempt SET failures = ${failures}, at = ${at}, until = ${until} WHERE lane = ${key}`,
  );
}
