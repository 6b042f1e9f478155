import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { record } from '../../server/audit/record.ts';
import { allow } from '../../server/identity/guard.ts';
import type { Capability } from '../../server/platform/capability.ts';
import { startApp, type TestApp } from '../support/app.ts';

const acts: Capability = {
  name: 'acts',
  routes: () => async (app) => {
    app.post(
      '/',
      { config: { access: allow('staff', 'acts:do', { area: 'own', data: 'internal' }) } },
      async ({ db }) => {
        await db.transaction((tx) =>
          record(tx, { act: 'acts:do', object: 'acts.act/1', before: { state: 'a' }, after: { state: 'b' } }),
        );
        return {};
      },
    );
  },
};

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ capabilities: [acts], now: '2030-01-01T06:00:00Z' });
});
afterAll(() => app.close());

const entries = () =>
  app.database.as({ role: 'audit', areas: [], actor: 'auditor' }).many(sql`
  SELECT at, actor, role, areas, from_address AS "from", act, object, before, after FROM audit.entry ORDER BY no`);

it('tells who did what to what, when, in which areas and from where', async () => {
  const answer = await app.as({ areas: ['320205'], actor: 'wang' }).inject({ method: 'POST', url: '/api/acts/' });
  expect(answer.statusCode).toBe(200);
  expect(await entries()).toEqual([
    {
      at: expect.stringMatching(/^2030-01-01T06:00:00/) as string,
      actor: 'wang',
      role: 'fengsui_staff',
      areas: ['320205'],
      from: '127.0.0.1',
      act: 'acts:do',
      object: 'acts.act/1',
      before: { state: 'a' },
      after: { state: 'b' },
    },
  ]);
});

it('is not there where the act was not done', async () => {
  const before = (await entries()).length;
  const db = app.database.as({ role: 'staff', areas: ['3202'], actor: 'wang' });
  const failing = db.transaction(async (tx) => {
    await record(tx, { act: 'acts:do', object: 'acts.act/2' });
    throw new Error('the act failed');
  });
  await expect(failing).rejects.toThrow('the act failed');
  expect(await entries()).toHaveLength(before);
});

it.each(['staff', 'feed', 'job', 'audit', 'public', 'tile'] as const)(
  'cannot be changed, removed or forged by %s',
  async (role) => {
    const db = app.database.as({ role, areas: ['3202'], actor: 'mallory' });
    for (const statement of [
      sql`UPDATE audit.entry SET actor = 'somebody'`,
      sql`DELETE FROM audit.entry`,
      sql`TRUNCATE audit.entry`,
      sql`INSERT INTO audit.entry (actor, act, object) VALUES ('wang', 'acts:do', 'x')`,
      sql`INSERT INTO audit.entry (at, act, object) VALUES ('2020-01-01', 'acts:do', 'x')`,
    ]) {
      await expect(db.many(statement)).rejects.toMatchObject({ code: '42501' });
    }
  },
);
