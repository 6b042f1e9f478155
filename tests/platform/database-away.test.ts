// The PostgreSQL server falls and comes back under the running application: it says so, goes on answering, and recovers by itself.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { openPostgres } from '../../db/postgres.ts';
import { startCluster, type Cluster } from '../prepare/postgres.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { startClock } from '../support/clock.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const PATIENCE = { timeout: 30_000 };

let cluster: Cluster;
let app: TestApp;
let url: string;
beforeAll(async () => {
  cluster = await startCluster();
  const database = await openPostgres({ databaseUrl: cluster.url, clock: startClock(), log: silent });
  await migrate(database, { log: silent });
  app = await startApp({ database: { ...database, url: cluster.url }, scope: { areas: ['3202'] } });
  url = await app.listen();
}, 120_000);
afterAll(async () => {
  await app.close();
  await app.database.close();
  await cluster.remove();
});

const ask = (path: string) => fetch(`${url}${path}`);
const status = async (path: string) => (await ask(path)).status;

it('is well while the database is there', async () => {
  const health = await ask('/api/health');
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({ status: 'ok', faults: [] });
  expect(await status('/api/incidents')).toBe(200);
});

it('says degraded and when to ask again while the server has crashed, and is well again once it is back', async () => {
  await cluster.crash();
  const health = await ask('/api/health');
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({
    status: 'degraded',
    faults: expect.arrayContaining(['database-away']) as string[],
  });
  const answer = await ask('/api/incidents');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await answer.json()).toMatchObject({ status: 503, type: '/problems/database-away' });

  await cluster.start();
  await expect.poll(() => status('/api/incidents'), PATIENCE).toBe(200);
  await expect
    .poll(async () => (await ask('/api/health')).json(), PATIENCE)
    .toMatchObject({ status: 'ok', faults: [] });
}, 90_000);
