// What the process hands to its capabilities.
import type { Database, Scope } from '../../db/connection.ts';
import { Declarations } from './declarations.ts';
import { ClockDrift } from './clock-drift.ts';
import type { Config } from './config.ts';
import { openEventLog } from './event-log.ts';
import type { Log } from './log.ts';
import { openSealing } from './sealing.ts';
import type { Clock, Services } from './services.ts';

const JOB: Scope = { role: 'job', areas: [], actor: 'job' };

export function openServices(given: { database: Database; config: Config; clock: Clock; log: Log }): Services {
  const { database, clock, config, log } = given;
  const db = database.as(JOB);
  return {
    ...given,
    db,
    events: openEventLog({ database, db, clock, log }),
    sealing: openSealing(config),
    declarations: new Declarations(),
    drift: new ClockDrift(),
  };
}
