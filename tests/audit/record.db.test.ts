import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DATABASE_ROLES } from '../../db/connection.ts';
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
          record(tx, {
            act: 'acts:do',
            object: 'acts.act/1',
            before: { state: 'a', contact: '王' },
            after: { state: 'b', note: '请拨13800138000' },
          }),
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
  app.database.as({ role: 'audit', areas: ['3202'], actor: 'auditor' }).many(sql`
  SELECT at, actor, role, areas, from_address AS "from", act, object, before, after, purpose FROM audit.entry ORDER BY no`);

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
      before: { state: 'a', contact: '***' },
      after: { state: 'b', note: '请拨***' },
      purpose: null,
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

it('says for which purpose, and carries the digest of all it says', async () => {
  const db = app.database.as({ role: 'staff', areas: ['320205', '320213'], actor: '李', purpose: 'rescue' });
  await db.transaction((tx) =>
    record(tx, { act: 'acts:do', object: 'acts.act/"3"', after: { n: 1.5, 键: [true, null] } }),
  );
  const entry = await app.database.owner.one<{ no: number; digest: string }>(sql`
    SELECT no, encode(digest, 'hex') AS digest FROM audit.entry WHERE purpose = 'rescue'`);
  const said = `[${entry!.no}, "2030-01-01T06:00:00", "李", "fengsui_staff", ["320205","320213"], null, "acts:do", "acts.act/\\"3\\"", null, {"n": 1.5, "键": [true, null]}, "rescue"]`;
  expect(entry!.digest).toBe(createHash('sha256').update(said).digest('hex'));
});

it.each(DATABASE_ROLES)('cannot be changed, removed or forged by %s', async (role) => {
  const db = app.database.as({ role, areas: ['3202'], actor: 'mallory' });
  for (const statement of [
    sql`UPDATE audit.entry SET actor = 'somebody'`,
    sql`DELETE FROM audit.entry`,
    sql`TRUNCATE audit.entry`,
    sql`INSERT INTO audit.entry (actor, act, object) VALUES ('wang', 'acts:do', 'x')`,
    sql`INSERT INTO audit.entry (at, act, object) VALUES ('2020-01-01', 'acts:do', 'x')`,
    sql`INSERT INTO audit.entry (act, object, purpose) VALUES ('acts:do', 'x', 'rescue')`,
    sql`INSERT INTO audit.entry (act, object, digest) VALUES ('acts:do', 'x', sha256(''))`,
    sql`INSERT INTO audit.seal (pos, entry_no, chain, sealed_at, settled) VALUES (1, 1, sha256(''), now(), 0)`,
    sql`UPDATE audit.seal SET chain = sha256('')`,
    sql`DELETE FROM audit.seal`,
    sql`TRUNCATE audit.seal`,
    sql`UPDATE audit.sealer SET settled = 0`,
    sql`DELETE FROM audit.sealer`,
    sql`ALTER TABLE audit.entry DISABLE TRIGGER ALL`,
  ]) {
    await expect(db.many(statement)).rejects.toMatchObject({ code: '42501' });
  }
});

it.each(DATABASE_ROLES.filter((role) => role !== 'job'))('is neither sealed nor pruned by %s', async (role) => {
  const db = app.database.as({ role, areas: ['3202'], actor: 'mallory' });
  await expect(db.many(sql`SELECT audit.seal_batch(1)`)).rejects.toMatchObject({ code: '42501' });
  await expect(db.many(sql`SELECT audit.prune(6, 1)`)).rejects.toMatchObject({ code: '42501' });
});
