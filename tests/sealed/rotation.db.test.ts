import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { sealingKeyFile, SealBroken } from '../../server/platform/sealing.ts';
import { findLost } from '../../server/sealed/lost.ts';
import { rotate } from '../../server/sealed/rotation.ts';
import { WEST } from '../incidents/town.ts';
import { openHouse, reportedWith, signIn, type House, type Person } from './people.ts';

const PHONE = '13912345678';
/** More than one batch. */
const MORE = 230;

let house: House;
let officer: Person;
beforeAll(async () => {
  house = await openHouse();
  officer = await signIn(house, 'duty-officer', [WEST.county]);
});
afterAll(() => house.close());

const file = () => sealingKeyFile(house.services.config);
const keysOfFile = () => readFileSync(file(), 'utf8').trim().split('\n');
const keysInUse = async () =>
  (await house.database.owner.many<{ keyId: string }>(sql`SELECT DISTINCT key_id AS "keyId" FROM sealed.contact`)).map(
    ({ keyId }) => keyId,
  );
const phoneOf = async (id: string) => {
  const body = { incidentId: id, reason: '核实情况' };
  return (await officer.ask('POST', '/api/sealed/openings', body, 'incident-callback')).json<{ phone?: string }>()
    .phone;
};

it('seals contacts and second factors anew, more than one batch of them, and puts the old key away', async () => {
  const { sealing, db } = house.services;
  const { id } = await reportedWith(house, { phone: PHONE });
  const people = Array.from({ length: MORE }, (_, at) => `r${at}`);
  const contacts = people.map((personId) =>
    sealing.seal(Buffer.from(JSON.stringify({ phone: PHONE })), `sealed.contact/staff/${personId}`).toString('hex'),
  );
  await db.one(sql`
    INSERT INTO identity.person (id, login, name, division_path) SELECT p, p, p, '3202' FROM unnest(${people}::text[]) AS given (p)`);
  await db.one(sql`
    INSERT INTO sealed.contact (person_id, holds, sealed)
    SELECT p, '{phone}', decode(c, 'hex') FROM unnest(${people}::text[], ${contacts}::text[]) AS given (p, c)`);
  const secret = Buffer.from('JBSWY3DPEHPK3PXP');
  const context = `identity.person.totp_secret/${officer.id}`;
  await db.one(sql`UPDATE identity.person SET totp_secret = ${sealing.seal(secret, context)} WHERE id = ${officer.id}`);
  const before = sealing.currentKeyId;
  const [oldKey] = keysOfFile();

  const { sealedAnew, lost, retiredTo } = await rotate(house.services);
  expect({ sealedAnew, lost }).toEqual({ sealedAnew: MORE + 2, lost: 0 });
  expect(sealing.currentKeyId).not.toBe(before);
  expect(await keysInUse()).toEqual([sealing.currentKeyId]);
  expect(keysOfFile()).toHaveLength(1);
  expect(keysOfFile()).not.toContain(oldKey);
  expect(readFileSync(retiredTo!, 'utf8')).toContain(oldKey);
  expect(await phoneOf(id)).toBe(PHONE);
  const row = await db.one<{ sealed: Buffer }>(
    sql`SELECT totp_secret AS sealed FROM identity.person WHERE id = ${officer.id}`,
  );
  expect(sealing.open(row!.sealed, context)).toEqual(secret);
  await db.one(sql`UPDATE identity.person SET totp_secret = NULL WHERE id = ${officer.id}`);
});

it('goes on with a rotation that was broken off, with the key that was made then', async () => {
  const { id } = await reportedWith(house, { phone: PHONE });
  const [key] = keysOfFile();
  const begun = Buffer.alloc(32, 7).toString('base64');
  writeFileSync(file(), `${begun}\n${key}\n`);
  const { sealedAnew } = await rotate(house.services);
  expect(sealedAnew).toBeGreaterThan(MORE);
  expect(keysOfFile()).toEqual([begun]);
  expect(await phoneOf(id)).toBe(PHONE);
});

it('says what cannot be opened when the key is lost, keeps what is there, and loses nothing of what comes after', async () => {
  const { id } = await reportedWith(house, { phone: PHONE });
  const kept = readFileSync(file(), 'utf8');
  rmSync(file());
  const later = await reportedWith(house, { phone: '13700001111' });
  expect(await findLost(house.services)).toEqual([
    {
      name: 'contacts',
      keyId: expect.not.stringMatching(house.services.sealing.currentKeyId) as string,
      count: MORE + 3,
    },
  ]);
  expect(await phoneOf(later.id)).toBe('13700001111');
  expect(await phoneOf(id)).toBeUndefined();
  const { lost, retiredTo } = await rotate(house.services, { isKeyLost: true });
  expect({ lost, retiredTo }).toEqual({ lost: MORE + 3, retiredTo: undefined });
  expect(existsSync(file())).toBe(true);
  writeFileSync(file(), `${readFileSync(file(), 'utf8')}${kept}`);
  expect(await findLost(house.services)).toEqual([]);
  expect(await phoneOf(id)).toBe(PHONE);
});

it('opens nothing whose bytes were changed', () => {
  const { sealing } = house.services;
  const sealed = sealing.seal(Buffer.from('x'), 'a/1');
  const changed = Buffer.from(sealed);
  changed[changed.length - 1]! ^= 1;
  expect(() => sealing.open(changed, 'a/1')).toThrow(SealBroken);
  expect(() => sealing.open(sealed, 'a/2')).toThrow(SealBroken);
});
