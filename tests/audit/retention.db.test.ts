// What is old goes; what stays proves itself, and what went is on record.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { pruneAudit } from '../../server/audit/retention.ts';
import { openAuditLog, type AuditLog } from './log.ts';

let log: AuditLog;
beforeAll(async () => {
  log = await openAuditLog({ now: '2020-01-01T00:00:00Z' });
  await log.act(6);
  await log.seal();
  log.clock.set('2023-06-01T00:00:00Z');
  await log.act(4);
  await log.seal();
});
afterAll(() => log.close());

const prune = (months: number) => pruneAudit(log.services.db, months);
const numbers = async () =>
  (await log.database.owner.many<{ no: number }>(sql`SELECT no FROM audit.entry ORDER BY no`)).map(({ no }) => no);

it('keeps six months at least, whoever asks', async () => {
  await expect(prune(5)).rejects.toMatchObject({ code: '23514' });
});

it('keeps what is young enough', async () => {
  expect(await prune(42)).toBe(0);
  expect(await numbers()).toHaveLength(10);
});

it('keeps as evidence what is not whole', async () => {
  await log.tamper(`UPDATE audit.entry SET actor = 'li' WHERE no = 2`);
  await expect(prune(36)).rejects.toThrow('not whole');
  await log.tamper(`UPDATE audit.entry SET actor = 'wang' WHERE no = 2`);
});

it('removes the rest, tells of it, and the chain still holds', async () => {
  expect(await prune(36)).toBe(6);
  expect(await numbers()).toEqual([7, 8, 9, 10, 11]);
  const [told] = await log.database.owner.many(sql`SELECT act, object, after FROM audit.entry WHERE no = 11`);
  expect(told).toMatchObject({ act: 'audit:prune', object: 'audit.entry', after: { entries: 6, pos: 6, lastNo: 6 } });
  await log.act(2);
  await log.seal();
  expect(await log.verify()).toMatchObject({ proven: true, sealed: 7, prunedThrough: 6, anchors: 3 });
  expect(await prune(36)).toBe(0);
});

it('the last seal stays, however old', async () => {
  log.clock.set('2026-10-01T00:00:00Z');
  expect(await prune(6)).toBe(6);
  await log.seal();
  expect(await log.verify()).toMatchObject({ proven: true, sealed: 2, prunedThrough: 12 });
});

it('a clock that was set forward empties nothing', async () => {
  log.clock.set('2099-01-01T00:00:00Z');
  const before = await numbers();
  await prune(6);
  expect((await numbers()).filter((no) => before.includes(no)).length).toBeGreaterThan(0);
  expect((await numbers()).length).toBeGreaterThanOrEqual(before.length - 1);
});

it('a checkpoint moved by hand is found', async () => {
  log.clock.set('2026-10-01T00:00:00Z');
  await log.act(3);
  await log.seal();
  await log.tamper(`
    UPDATE audit.sealer SET (checkpoint_pos, checkpoint_chain) = (SELECT pos, chain FROM audit.seal ORDER BY pos DESC OFFSET 1 LIMIT 1);
    DELETE FROM audit.entry USING audit.seal WHERE entry_no = no AND pos <= (SELECT checkpoint_pos FROM audit.sealer);
    DELETE FROM audit.seal WHERE pos <= (SELECT checkpoint_pos FROM audit.sealer)`);
  expect(await log.verify()).toMatchObject({ proven: false, fault: { kind: 'checkpoint-unproven' } });
});
