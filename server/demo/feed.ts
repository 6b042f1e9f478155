// The demonstration feed: a backlog at its very first start, then the rhythm of a city, for ever.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { planBacklog } from './algorithms/backlog.ts';
import { seededRandom, type Random } from './algorithms/random.ts';
import { makeReport } from './algorithms/report.ts';
import { nextReportAt } from './algorithms/rhythm.ts';
import type { DemoPlace } from './contract.ts';
import type { FeedClient } from './feed-client.ts';

export interface FeedOptions {
  /** Mean over a week, reports per hour. */
  readonly ratePerHour: number;
  /** The same seed at the same moment tells the same stories. */
  readonly seed: number;
  /** Begin with what a duty officer would find open: told once for a seed, whatever else runs. */
  readonly backlog: boolean;
  readonly signal: AbortSignal;
}

const HEARTBEAT_S = 60;

/** Reports until it is told to stop; then it ends without an error. */
export async function runFeed(client: FeedClient, { ratePerHour, seed, backlog, signal }: FeedOptions): Promise<void> {
  const start = new Date();
  try {
    const places = await client.places();
    if (backlog) await reportBacklog(client, places, seed, start);
    // A feed that starts anew tells new stories: the moment is part of the seed.
    const random = seededRandom(seed + Math.floor(start.getTime() / 1000));
    await Promise.all([beat(client, signal), reportLive(client, places, ratePerHour, random, signal)]);
  } catch (reason) {
    if (!signal.aborted) throw reason;
  }
}

/** The server remembers the keys of the backlog: a second start finds it told already, and adds nothing. */
async function reportBacklog(client: FeedClient, places: readonly DemoPlace[], seed: number, now: Date): Promise<void> {
  const random = seededRandom(seed);
  for (const [at, planned] of planBacklog(now, random).entries()) {
    const report = makeReport(planned.at, places, random, planned.level);
    const answer = await client.report(report, `demo-backlog-${seed}-${at}`);
    if (answer === 'refused' && at === 0) return;
  }
}

async function reportLive(
  client: FeedClient,
  places: readonly DemoPlace[],
  ratePerHour: number,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  for (let at = new Date(); ;) {
    at = nextReportAt(at, ratePerHour, random);
    await pause(Math.max(0, at.getTime() - Date.now()), undefined, { signal });
    await client.report(makeReport(at, places, random), `demo-${randomUUID()}`);
  }
}

async function beat(client: FeedClient, signal: AbortSignal): Promise<void> {
  for (;;) {
    await client.heartbeat(HEARTBEAT_S);
    await pause(HEARTBEAT_S * 1000, undefined, { signal });
  }
}
