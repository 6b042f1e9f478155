// F10: whichever statement fails, the layer is as before or as the whole file says, and nobody is told that it succeeded when it did not.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { checkImport } from '../../server/imports/check.ts';
import { claimWork } from '../../server/imports/claims.ts';
import { hostOf } from '../../server/imports/files.ts';
import { undoImport, writeImport } from '../../server/imports/steps.ts';
import type { Job } from '../../server/imports/store.ts';
import type { Services } from '../../server/platform/services.ts';
import { failingAt } from '../incidents/failing-db.ts';
import { bring, csv, line, MAPPING, openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** All that an import may write beyond its own desk. */
const everything = () =>
  house.database.owner.one(sql`
    SELECT (SELECT json_agg(h ORDER BY h.code) FROM hazards.hazard h)::text AS hazards,
           (SELECT count(*) FROM hazards.hazard_history) AS history,
           (SELECT count(*) FROM audit.entry) AS audit,
           (SELECT json_agg(v ORDER BY v.layer, v.division_path) FROM platform.layer_version v)::text AS versions,
           (SELECT count(*) FROM imports.learnt_mapping) AS known,
           (SELECT state FROM imports.import LIMIT 1) AS state,
           (SELECT count(*) FROM platform.event) AS events`);

/** The services on a database whose kth statement of an importer fails. */
function failing(k: number): { services: Services; hasFailed(): boolean } {
  let hasFailed = () => false;
  const as: Database['as'] = (scope) => {
    const failing = failingAt(k, house.database.as(scope));
    hasFailed = failing.hasFailed;
    return failing.db;
  };
  const database: Database = { ...house.database, as };
  return { services: { ...house.services, database }, hasFailed: () => hasFailed() };
}

const order = (state: string) =>
  house.database.owner.many(sql`
    UPDATE imports.import SET state = ${state}, mapping = ${JSON.stringify(MAPPING)}::jsonb, crs = 'wgs84', claimed_by = NULL, claimed_until = NULL`);

async function claimed(): Promise<Job> {
  const { db, clock, config } = house.services;
  const job = await claimWork(db, 'worker', await hostOf(config.dataDir), clock());
  if (!job) throw new Error('there is no work');
  return job;
}

/** Fails each statement in turn until the step comes through; answers how many there are. */
async function failEach(
  state: string,
  step: (hands: { services: Services; worker: string; signal: AbortSignal }, job: Job) => Promise<void>,
) {
  await order(state);
  const job = await claimed();
  const before = await everything();
  for (let k = 1; k <= 200; k += 1) {
    const { services, hasFailed } = failing(k);
    const outcome = await step({ services, worker: 'worker', signal: new AbortController().signal }, job).then(
      () => 'done',
      () => 'failed',
    );
    if (!hasFailed()) {
      expect(outcome).toBe('done');
      return k - 1;
    }
    expect(outcome, `statement ${k}`).toBe('failed');
    expect(await everything(), `statement ${k}`).toEqual(before);
  }
  throw new Error('more than 200 statements');
}

it('checks, writes and takes back as a whole or not at all', async () => {
  await bring(house, csv(line('H-1', '一号站'), line('H-2', '二号站', 120.3), line('H-3', '', 120.3)));
  expect(await failEach('checking', checkImport)).toBeGreaterThan(5);
  const staged = await house.database.owner.many(sql`SELECT row, verdict FROM imports.staged_row ORDER BY row`);
  expect(staged).toEqual([
    { row: 2, verdict: 'added' },
    { row: 3, verdict: 'added' },
    { row: 4, verdict: 'refused' },
  ]);
  expect(await failEach('writing', writeImport)).toBeGreaterThan(8);
  expect(await house.database.owner.many(sql`SELECT code FROM hazards.hazard ORDER BY code`)).toEqual([
    { code: 'H-1' },
    { code: 'H-2' },
  ]);
  expect(await failEach('undoing', undoImport)).toBeGreaterThan(8);
  expect(await house.database.owner.many(sql`SELECT code FROM hazards.hazard`)).toEqual([]);
});
