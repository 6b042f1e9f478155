// Two clocks tell one story only while they agree: this process's, by which all is stamped, and the database's.
import type { Database } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Job } from './capability.ts';
import { repeat } from './repeat.ts';
import type { Clock, Services } from './services.ts';

const EVERY_MS = 60_000;

/** What this process has last found. */
export class ClockDrift {
  #aheadS: number | undefined;

  note(aheadS: number | undefined): void {
    this.#aheadS = aheadS;
  }

  /** Seconds by which the database's clock is ahead, at least; undefined where it has none of its own, or was not asked yet. */
  get aheadS(): number | undefined {
    return this.#aheadS;
  }
}

/**
 * Seconds by which the database's clock is ahead of ours, at least: half of the way there and back may have been on either side.
 * Undefined on the embedded engine, which has our clock.
 */
export async function measureDrift(database: Database, clock: Clock): Promise<number | undefined> {
  if (database.engine === 'embedded') return undefined;
  const [before, began] = [clock().getTime(), performance.now()];
  const row = await database
    .as({ role: 'job', areas: [], actor: 'job' })
    .one<{ ms: number }>(sql`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`);
  const halfMs = (performance.now() - began) / 2;
  const aheadMs = row!.ms - (before + halfMs);
  return (Math.sign(aheadMs) * Math.max(0, Math.abs(aheadMs) - halfMs)) / 1000;
}

/** Whether it is more than the configuration lets pass. */
export const isAdrift = (
  aheadS: number | undefined,
  { clockDriftS }: Pick<Services['config'], 'clockDriftS'>,
): boolean => aheadS !== undefined && Math.abs(aheadS) > clockDriftS;

/** Measures at the start and every minute, and says so in the log. */
export const watchClocks: Job = async (services) => repeat(services, EVERY_MS, () => lookAtClocks(services));

export async function lookAtClocks({ database, clock, config, drift, log }: Services): Promise<void> {
  const aheadS = await measureDrift(database, clock);
  drift.note(aheadS);
  if (isAdrift(aheadS, config)) log.warn({ aheadS }, 'The clocks of this server and of the database differ');
}
