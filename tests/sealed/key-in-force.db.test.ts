// Two servers on one database: with one key they seal side by side; with two, the later one notices and seals nothing.
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { newSealingKey, SealBroken } from '../../server/platform/sealing.ts';
import { lookAtKeyInForce } from '../../server/sealed/key-in-force.ts';
import { keyWatch } from '../../server/sealed/key-watch.ts';
import { rotate } from '../../server/sealed/rotation.ts';
import { aReport } from '../incidents/house.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { openHouse, reportedWith, type House } from './people.ts';

const [OURS, THEIRS] = [newSealingKey(), newSealingKey()];
const CONTACT = { phone: '13912345678' };

let first: House;
const log: string[] = [];
const others: TestApp[] = [];
beforeEach(async () => {
  log.length = 0;
  first = await openHouse({ env: { SEALING_KEY: OURS } });
  await begin(first);
});
afterEach(async () => {
  for (const other of others.splice(0)) await other.close();
  await first.close();
});

/** What a server does at its start. */
async function begin({ services }: Pick<TestApp, 'services'>): Promise<void> {
  const end = await keyWatch(services);
  await end();
}

/** Another server on the same database. */
async function another(key: string): Promise<TestApp> {
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (log.push(chunk.toString()), done()) });
  const { database, clock } = first;
  const env = { SEALING_KEY: key };
  const other = await startApp({ database, clock, env, log: pino({ level: 'error' }, sink) });
  others.push(other);
  await begin(other);
  return other;
}

const faultsOf = async (server: Pick<TestApp, 'inject'>) =>
  (await server.inject('/api/health')).json<{ faults: string[] }>().faults;

/** Through one server or the other, with the same feed. */
const report = (server: Pick<TestApp, 'inject'>) =>
  server.inject({
    method: 'POST',
    url: '/api/incidents',
    headers: { authorization: `Bearer ${first.feed.key}`, 'idempotency-key': randomUUID() },
    payload: { ...aReport(), externalId: randomUUID(), reporterContact: CONTACT },
  });
const keysInUse = async () =>
  (await first.database.owner.many<{ id: string }>(sql`SELECT DISTINCT key_id AS id FROM sealed.contact`)).map(
    ({ id }) => id,
  );

it('lets servers with one key seal side by side, an older key beside it or a newer one before it', async () => {
  expect(await faultsOf(first)).not.toContain('sealing-key-foreign');
  for (const key of [OURS, `${OURS},${THEIRS}`, `${THEIRS},${OURS}`]) {
    const other = await another(key);
    expect(await faultsOf(other)).not.toContain('sealing-key-foreign');
    expect((await report(other)).statusCode).toBe(201);
  }
  expect(log).toEqual([]);
});

it('lets a server with another key seal nothing, before anything was sealed and after', async () => {
  const { currentKeyId } = first.services.sealing;
  for (const what of ['nothing sealed yet', 'something sealed']) {
    const other = await another(THEIRS);
    expect(await faultsOf(other), what).toContain('sealing-key-foreign');
    expect(log.join('')).toContain('another sealing key');
    const refused = await report(other);
    expect(refused.statusCode, what).toBe(503);
    expect(refused.json().type).toBe('/problems/sealing-key-foreign');
    await reportedWith(first, CONTACT, { externalId: what });
    expect(await keysInUse(), what).toEqual([currentKeyId]);
  }
  expect(await faultsOf(first)).not.toContain('sealing-key-foreign');
});

it('does not begin with a key where things lie under another one, as after an upgrade', async () => {
  await reportedWith(first, CONTACT);
  await first.services.db.one(sql`DELETE FROM platform.setting WHERE name = 'sealing-key'`);
  expect(await faultsOf(await another(THEIRS))).toContain('sealing-key-foreign');
  await lookAtKeyInForce(first.services);
  expect(await faultsOf(first)).not.toContain('sealing-key-foreign');
  await lookAtKeyInForce(others[0]!.services);
  expect(others[0]!.services.sealing.isForeign).toBe(true);
});

it('rotates with another key only where it is said that the one in force is lost, and then the others notice', async () => {
  await reportedWith(first, CONTACT);
  const other = await another(THEIRS);
  await expect(rotate(other.services)).rejects.toThrow(SealBroken);
  expect(await rotate(other.services, { isKeyLost: true })).toMatchObject({ sealedAnew: 0, lost: 1 });
  expect((await report(other)).statusCode).toBe(201);
  await lookAtKeyInForce(first.services);
  expect(await faultsOf(first)).toContain('sealing-key-foreign');
  expect((await report(first)).statusCode).toBe(503);
});
