// What a capability may use; handed to it as one argument, never hung on a global.
import type { Db, Database } from '../../db/connection.ts';
import type { Declarations } from './declarations.ts';
import type { ClockDrift } from './clock-drift.ts';
import type { Config } from './config.ts';
import type { EventLog } from './event-log.ts';
import type { Log } from './log.ts';
import type { Sealing } from './sealing.ts';

/** The present moment. Injected, so that a test can hold it still. */
export type Clock = () => Date;

export interface Services {
  /** Bound to the role `job`: background work only. Routes use `request.db`. */
  readonly db: Db;
  readonly database: Database;
  readonly events: EventLog;
  readonly clock: Clock;
  readonly config: Config;
  readonly log: Log;
  /** What is known of the database's clock beside ours. */
  readonly drift: ClockDrift;
  /** For what must not be readable in the database's files. */
  readonly sealing: Sealing;
  /** What everything declares of its access; whole once the application is built. */
  readonly declarations: Declarations;
}
