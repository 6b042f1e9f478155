// The chain: in the order of the commits, without a gap, whoever seals it.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backUp } from '../../db/backup.ts';
import { restore } from '../../db/restore.ts';
import { sql } from '../../db/sql.ts';
import { record } from '../../server/audit/record.ts';
import { sealAll, sealer } from '../../server/audit/sealer.ts';
import { describeOn } from '../support/one-engine.ts';
import { openAuditLog, type AuditLog } from './log.ts';

let log: AuditLog;
beforeAll(async () => {
  log = await openAuditLog();
});
afterAll(() => log.close());

interface Seal {
  readonly pos: number;
  readonly no: number;
  readonly chain: string;
  readonly digest: string;
  readonly sealedAtUs: number;
  readonly settled: number;
}
const seals = () =>
  log.database.owner.many<Seal>(sql`
    SELECT s.pos, e.no, encode(s.chain, 'hex') AS chain, encode(e.digest, 'hex') AS digest, s.settled,
           ((extract(epoch FROM s.sealed_at) - 946684800) * 1000000)::bigint AS "sealedAtUs"
      FROM audit.seal s JOIN audit.entry e ON e.no = s.entry_no ORDER BY s.pos`);
const waiting = async () => (await log.verify()).unsealed;

it('is the hash of the value before, the digest, and what the seal says of itself', async () => {
  await log.act(3);
  await log.seal();
  const known = await seals();
  expect(known.map(({ pos }) => pos)).toEqual([1, 2, 3]);
  let link = Buffer.alloc(32);
  for (const { digest, sealedAtUs, settled, chain } of known) {
    const own = Buffer.alloc(16);
    own.writeBigInt64BE(BigInt(sealedAtUs), 0); // microseconds since 2000
    own.writeBigInt64BE(BigInt(settled), 8);
    link = createHash('sha256').update(link).update(digest, 'hex').update(own).digest();
    expect(chain).toBe(link.toString('hex'));
  }
});

it('lays its head down outside, once for each', async () => {
  await log.act(1);
  await log.seal();
  await log.seal();
  const lines = readFileSync(log.services.config.auditAnchorFile, 'utf8').trim().split('\n');
  const [last] = (await seals()).slice(-1);
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines.at(-1)!)).toEqual({ pos: last!.pos, chain: last!.chain, at: '2030-01-01T06:00:00.000Z' });
});

describeOn('postgres', 'no two transactions at once here', () => {
  it('takes what is committed late, after greater numbers were sealed', async () => {
    const staff = log.database.as({ role: 'staff', areas: ['320205'], actor: 'wang' });
    let finish = () => {};
    const open = new Promise<void>((resolve) => (finish = resolve));
    let began = () => {};
    const begun = new Promise<void>((resolve) => (began = resolve));
    const late = staff.transaction(async (tx) => {
      await record(tx, { act: 'acts:do', object: 'acts.act/late' });
      began();
      await open;
    });
    await begun;
    await log.act(2);
    for (let round = 0; round < 3; round += 1) await log.seal();
    const before = await seals();
    finish();
    await late;
    expect(await waiting()).toBe(1);
    for (let round = 0; round < 3; round += 1) await log.seal();
    const after = await seals();
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)!.no).toBeLessThan(before.at(-1)!.no);
    expect(await log.verify()).toMatchObject({ proven: true, unsealed: 0 });
  });
});

it('seals each once where several servers write and seal at once', async () => {
  const before = (await seals()).length;
  let writing = true;
  const sealing = Array.from({ length: 3 }, async () => {
    while (writing) await sealAll(log.services.db);
  });
  await Promise.all(Array.from({ length: 4 }, () => log.act(25)));
  writing = false;
  await Promise.all(sealing);
  await log.seal();
  const known = await seals();
  expect(known.map(({ pos }) => pos)).toEqual(known.map((_, at) => at + 1));
  expect(known).toHaveLength(before + 100);
  expect(await log.verify()).toMatchObject({ proven: true, unsealed: 0, sealed: before + 100 });
});

it('is the work of the running server', async () => {
  const stop = await sealer(log.services);
  await log.act(1);
  await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
  await stop();
  expect(await log.verify()).toMatchObject({ proven: true });
});

it('comes back from a backup as it was, and goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fengsui-audit-'));
  const before = await seals();
  await log.act(2);
  await backUp(log.database, join(folder, 'audit.backup'), new Date());
  await log.tamper('TRUNCATE audit.entry, audit.seal');
  await restore(log.database, join(folder, 'audit.backup'));
  rmSync(folder, { recursive: true });
  expect(await seals()).toEqual(before);
  expect(await log.verify()).toMatchObject({ proven: true, unsealed: 2, sealed: before.length });
  await log.act(1);
  await log.seal();
  expect(await log.verify()).toMatchObject({ proven: true, unsealed: 0, sealed: before.length + 3 });
});
