// Disk-full is told before it happens; and when it happens, nothing is half-written.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Health } from '../../server/platform/health.ts';
import { noteStorage, readStorage } from '../../server/platform/storage.ts';
import { failingAt } from '../incidents/failing-db.ts';
import { SCENES } from '../walls/house.ts';
import { startApp, type TestApp } from '../support/app.ts';

const STAFF = { areas: ['3202'] };
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: STAFF });
});
afterAll(() => app.close());

it('tells staff what is free, and the public nothing of it', async () => {
  const { storage, faults } = (await app.inject('/api/health')).json<Health>();
  expect(storage!.freeBytes).toBeGreaterThan(0);
  expect(storage!.totalBytes).toBeGreaterThanOrEqual(storage!.freeBytes!);
  expect(storage!.databaseBytes).toBeGreaterThan(5_000_000); // a migrated database is some 15 MB
  expect(faults).toEqual([]);
  expect((await app.as({ role: 'public' }).inject('/api/health')).json<Health>().storage).toBeNull();
});

it('warns below the limits that are set', async () => {
  const short = await startApp({ scope: STAFF, database: app.database, env: { DISK_WARN_PERCENT: '100' } });
  expect((await short.inject('/api/health')).json()).toMatchObject({
    status: 'degraded',
    faults: ['storage-low'],
    storage: { state: 'low' },
  });
  await short.close();
});

it('foretells from a sample an hour when the disk is full, and how the database grows', async () => {
  const day = (no: number) => new Date(Date.UTC(2030, 0, 1 + no)).toISOString();
  const samples = [30, 20, 10].map((gb, no) => ({ at: day(no), freeBytes: gb * 1e9, databaseBytes: no * 4e6 }));
  const { db } = app.services;
  await db.one(sql`INSERT INTO platform.setting VALUES ('storage-samples', ${JSON.stringify(samples)}::jsonb)`);
  expect(await readStorage(app.services)).toMatchObject({
    fullInDays: 1,
    databaseGrowthPerDayBytes: 4e6,
    state: 'low',
  });
  await db.one(sql`DELETE FROM platform.setting WHERE name = 'storage-samples'`);
});

it('takes one sample an hour, however many servers look', async () => {
  const count = async () =>
    (await app.services.db.one<{ samples: number }>(
      sql`SELECT jsonb_array_length(value) AS samples FROM platform.setting WHERE name = 'storage-samples'`,
    ))!.samples;
  await Promise.all([noteStorage(app.services), noteStorage(app.services)]);
  expect(await count()).toBe(1);
  app.clock.advance(3600);
  await noteStorage(app.services);
  expect(await count()).toBe(2);
});

it('has figures for /metrics, and no figure for what is not known', async () => {
  const { body } = await app.as({ role: 'system-admin', areas: ['3202'] }).inject('/metrics');
  expect(body).toMatch(/^fengsui_disk_free_bytes \d+$/m);
  expect(body).toMatch(/^fengsui_database_bytes \d+$/m);
  expect(body).not.toMatch(/^fengsui_disk_full_in_days /m);
});

it('answers 507 where the disk is full at any statement, and keeps nothing of it', async () => {
  const everything = () =>
    app.database.owner.one(sql`
      SELECT (SELECT count(*) FROM walls.wall) AS walls, (SELECT count(*) FROM audit.entry) AS audit,
             (SELECT sum(seq) FROM platform.topic) AS seq`);
  const payload = { name: '满盘', divisionPath: '3202', scenes: SCENES };
  const before = await everything();
  for (let k = 1; ; k += 1) {
    let failed = () => false;
    const full: Database = {
      ...app.database,
      as: (scope) => {
        const { db, hasFailed } = failingAt(k, app.database.as(scope), 'disk-full');
        if (scope.role === 'staff') failed = hasFailed;
        return scope.role === 'staff' ? db : app.database.as(scope);
      },
    };
    const house = await startApp({ scope: STAFF, database: { ...full, url: app.database.url } });
    const answer = await house.inject({ method: 'POST', url: '/api/walls', payload });
    await house.close();
    if (!failed()) {
      expect(answer.statusCode).toBe(201);
      expect(k).toBeGreaterThan(3); // the wall, its reading back and the record were each made to fail
      return;
    }
    expect(answer.json()).toMatchObject({ status: 507, type: '/problems/storage-full' });
    expect(answer.headers['retry-after']).toBe('60');
    expect(await everything()).toEqual(before);
  }
});
