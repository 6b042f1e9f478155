// What a request costs in its lane: one server with a budget, beside the same work without any; and what it asks of the database.
import { openPostgres } from '../../db/postgres.ts';
import { migrate } from '../../db/migrate.ts';
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { openSharedBudget } from '../../server/platform/lanes/shared-budget.ts';
import { countInWindow } from '../../server/platform/lanes/window-count.ts';
import { quietLog } from '../support/database.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { printTable, type Measurement } from './table.ts';

const REQUESTS = 200_000;
const ROUNDS = 5;
const LIMIT = 12_000;
const clock = () => new Date();

const databaseUrl = await createDatabase();
const database = await openPostgres({ databaseUrl, clock, log: quietLog });
await migrate(database, { log: quietLog });
const job = database.as({ role: 'job', areas: [], actor: 'a measurement' });
let statements = 0;
const counting: Db = { ...job, many: (query) => ((statements += 1), job.many(query)) };

const measurements: Measurement[] = [];
for (const [what, keys] of [
  ['one account at work', 1],
  ['200 accounts at work', 200],
] as const) {
  const [mine, reference]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const take = openSharedBudget({ db: counting, clock, onFailure: (error) => console.error(error) });
    reference.push(await microseconds(async () => undefined, REQUESTS));
    const isLimited = keys === 1 ? REQUESTS : LIMIT;
    mine.push(await microseconds((no) => take(`${what} ${round} ${no % keys}`, isLimited), REQUESTS));
  }
  measurements.push({
    what: `${what}, ${REQUESTS} requests`,
    unit: 'µs a request',
    ours: mine,
    reference,
    goal: 'as told',
  });
}
const shared = statements / (2 * ROUNDS);
const exact: number[] = [];
const bare: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  exact.push(await microseconds((no) => countInWindow(job, `exact ${no % 50}`, 600, clock()), 500));
  bare.push(await microseconds(() => job.one(sql`SELECT 1 AS one`), 500));
}
measurements.push({
  what: 'counted exactly, beside SELECT 1',
  unit: 'µs',
  ours: exact,
  reference: bare,
  goal: 'as told',
});
printTable('Lanes', measurements);
console.log(`${shared.toFixed(1)} statements for ${REQUESTS} requests`);

await database.close();
await dropDatabase(databaseUrl);

async function microseconds(work: (no: number) => Promise<unknown>, times: number): Promise<number> {
  const began = performance.now();
  for (let no = 0; no < times; no += 1) await work(no);
  return ((performance.now() - began) * 1000) / times;
}
