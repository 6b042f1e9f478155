import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { aReport } from '../incidents/house.ts';
import { EAST, IN_EAST, WEST } from '../incidents/town.ts';
import { openHouse, reportedWith, signIn, type House, type Person } from './people.ts';

const CONTACT = { name: '王建国', phone: '13912345678', email: 'wang@example.cn' };
const REASON = '核实积水深度';

let house: House;
let officer: Person;
let neighbour: Person;
beforeAll(async () => {
  house = await openHouse();
  officer = await signIn(house, 'duty-officer', [WEST.county]);
  neighbour = await signIn(house, 'duty-officer', [EAST.county]);
});
afterAll(() => house.close());

const open = (person: Person, body: object, purpose?: string) =>
  person.ask('POST', '/api/sealed/openings', body, purpose);
const openings = () =>
  house.services.db.many<{ openedBy: string; purpose: string; reason: string; incidentId: string | null }>(sql`
    SELECT opened_by AS "openedBy", purpose, reason, incident_id AS "incidentId" FROM sealed.opening ORDER BY at, id`);

it('opens a contact to the handling unit, and counts it', async () => {
  const incident = await reportedWith(house, CONTACT);
  const held = await officer.ask('GET', `/api/sealed/incidents/${incident.id}`);
  expect(held.json()).toEqual({ holds: ['name', 'phone', 'email'], opensFor: 'incident-callback', mayAsk: true });

  const answer = await open(officer, { incidentId: incident.id, reason: REASON }, 'incident-callback');
  expect(answer.json()).toEqual(CONTACT);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(await openings()).toEqual([
    { openedBy: officer.id, purpose: 'incident-callback', reason: REASON, incidentId: incident.id },
  ]);
  const noted = await house.database.owner.many(sql`
    SELECT actor, purpose FROM audit.entry WHERE act = 'sealed:open' AND object = ${`incidents.incident/${incident.id}`}`);
  expect(noted).toEqual([{ actor: officer.id, purpose: 'incident-callback' }]);
});

it('opens nothing without a purpose that fits, and keeps the refusal', async () => {
  const incident = await reportedWith(house, CONTACT);
  const before = (await openings()).length;
  for (const purpose of [undefined, 'curiosity', 'account-care']) {
    const answer = await open(officer, { incidentId: incident.id, reason: REASON }, purpose);
    expect([answer.statusCode, answer.json<{ type: string }>().type]).toEqual([403, '/problems/purpose-needed']);
  }
  for (const purpose of ['duty-contact', 'emergency']) {
    const answer = await open(officer, { incidentId: incident.id, reason: REASON }, purpose);
    expect([answer.statusCode, answer.json<{ type: string }>().type]).toEqual([403, '/problems/not-for-this-post']);
  }
  expect(await openings()).toHaveLength(before);
  const refused = await house.database.owner.one<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM audit.entry WHERE actor = ${officer.id} AND act = 'sealed:open'
       AND (object = 'identity.purpose/refused' OR (object = ${`incidents.incident/${incident.id}`} AND (after->>'refused')::boolean))`);
  expect(refused?.count).toBe(5);
});

it('opens nothing to another county, nor to posts that do not handle it', async () => {
  const incident = await reportedWith(house, CONTACT);
  const body = { incidentId: incident.id, reason: REASON };
  expect((await open(neighbour, body, 'incident-callback')).statusCode).toBe(404);
  expect((await neighbour.ask('GET', `/api/sealed/incidents/${incident.id}`)).statusCode).toBe(404);
  const clerk = await signIn(house, 'clerk', [WEST.county]);
  expect((await clerk.ask('GET', `/api/sealed/incidents/${incident.id}`)).json()).toMatchObject({ opensFor: null });
  expect((await open(clerk, body, 'incident-callback')).statusCode).toBe(403);
  for (const role of ['analyst', 'grid-worker', 'unit', 'system-admin', 'security-admin', 'audit-admin'] as const) {
    const other = await signIn(house, role, [WEST.county]);
    expect([role, (await open(other, body, 'incident-callback')).statusCode]).toEqual([role, 403]);
  }
});

it('gives the content to an opening of this transaction alone, also to plain SQL of the role', async () => {
  const incident = await reportedWith(house, CONTACT);
  await open(officer, { incidentId: incident.id, reason: REASON }, 'incident-callback');
  const staff = officer.database({ purpose: 'incident-callback' });
  await expect(staff.many(sql`SELECT sealed FROM sealed.contact`)).rejects.toThrow(/permission denied/);
  const earlier = await staff.many<{ id: string }>(sql`SELECT id FROM sealed.opening WHERE opened_by = ${officer.id}`);
  expect(earlier.length).toBeGreaterThan(0);
  for (const { id } of earlier)
    expect(await staff.one(sql`SELECT sealed.content_of(${id}) AS content`)).toEqual({ content: null });
  const contact = await staff.one<{ id: string }>(
    sql`SELECT id FROM sealed.contact WHERE incident_id = ${incident.id}`,
  );
  const take = sql`INSERT INTO sealed.opening (contact_id, reason) VALUES (${contact!.id}, ${REASON})`;
  const borrowed = house.database.as({
    role: 'staff',
    areas: ['3202'],
    departments: ['*'],
    actor: officer.id,
    purpose: 'incident-callback',
  });
  await expect(borrowed.many(take)).rejects.toThrow(/not opened for this/); // no session: whoever says to be the officer is not
  await expect(neighbour.database({ purpose: 'incident-callback', areas: ['3202'] }).many(take)).rejects.toThrow(
    /not opened for this/,
  ); // areas that the post does not have
  await expect(staff.many(sql`DELETE FROM sealed.opening`)).rejects.toThrow(/permission denied/);
  await expect(staff.many(sql`UPDATE sealed.opening SET reason = 'other'`)).rejects.toThrow(/permission denied/);
});

it('binds a contact to its row: moved to another one it does not open', async () => {
  const [mine, other] = [await reportedWith(house, CONTACT), await reportedWith(house, { phone: '13700000000' })];
  await house.database.owner.one(sql`
    UPDATE sealed.contact SET sealed = (SELECT sealed FROM sealed.contact WHERE incident_id = ${mine.id}) WHERE incident_id = ${other.id}`);
  const answer = await open(officer, { incidentId: other.id, reason: REASON }, 'incident-callback');
  expect([answer.statusCode, answer.json<{ type: string }>().type]).toEqual([503, '/problems/seal-lost']);
  expect(answer.body).not.toContain(CONTACT.phone);
});

it('takes the same report with the same key again, whatever contact comes with it, and seals the later contact of a repetition', async () => {
  const key = randomUUID();
  const headers = (with_: string) => ({ authorization: `Bearer ${house.feed.key}`, 'idempotency-key': with_ });
  const send = (with_: string, reporterContact: object) =>
    house.inject({
      method: 'POST',
      url: '/api/incidents',
      headers: headers(with_),
      payload: { ...aReport({ externalId: 'C-1' }), reporterContact },
    });
  const first = await send(key, { phone: '13800000001' });
  expect(first.statusCode).toBe(201);
  expect((await send(key, { phone: '13800000002' })).statusCode).toBe(200);
  const { id } = first.json<{ id: string }>();
  const opened = () => open(officer, { incidentId: id, reason: REASON }, 'incident-callback');
  expect((await opened()).json()).toEqual({ phone: '13800000001' });
  expect((await send(randomUUID(), { phone: '13800000003' })).statusCode).toBe(200);
  expect((await opened()).json()).toEqual({ phone: '13800000003' });
});

it.each([{ phone: 'call me' }, { phone: '12' }, {}, { wechat: 'x' }, { name: '   ' }])(
  'refuses a contact that is none without repeating it: %j',
  async (reporterContact) => {
    const answer = await house.inject({
      method: 'POST',
      url: '/api/incidents',
      headers: { authorization: `Bearer ${house.feed.key}`, 'idempotency-key': randomUUID() },
      payload: { ...aReport(), reporterContact },
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).not.toContain('call me');
  },
);

it('keeps the phone of staff: set by oneself or by who looks after accounts, opened by the desk of the area', async () => {
  const worker = await signIn(house, 'grid-worker', [WEST.town], '李网格');
  const put = (person: Person, path: string, phone: string, purpose: string) =>
    person.ask('PUT', path, { phone }, purpose);
  expect((await put(worker, '/api/sealed/own-contact', '13611112222', 'duty-contact')).statusCode).toBe(204);
  expect((await worker.ask('GET', '/api/sealed/own-contact')).json()).toEqual({ holds: ['phone'] });
  const people = await officer.ask('GET', '/api/sealed/people');
  expect(people.json()).toEqual([{ id: worker.id, name: '李网格', holds: ['phone'] }]);
  const body = { personId: worker.id, reason: '夜间值守联络' };
  expect((await open(officer, body, 'duty-contact')).json()).toEqual({ phone: '13611112222' });
  expect((await open(officer, body, 'incident-callback')).statusCode).toBe(403);
  expect((await open(neighbour, body, 'duty-contact')).statusCode).toBe(404);

  const admin = await signIn(house, 'system-admin', ['3202']);
  const path = `/api/sealed/people/${worker.id}/contact`;
  expect((await put(admin, path, '13633334444', 'account-care')).statusCode).toBe(204);
  expect((await open(officer, body, 'duty-contact')).json()).toEqual({ phone: '13633334444' });
  const elsewhere = await signIn(house, 'system-admin', [EAST.county]);
  expect((await put(elsewhere, path, '13655556666', 'account-care')).statusCode).toBe(404);
  await expect(
    officer.database().many(sql`UPDATE sealed.contact SET holds = '{phone}' WHERE person_id = ${worker.id}`),
  ).resolves.toEqual([]); // no row of another's is reached
  expect((await worker.ask('DELETE', '/api/sealed/own-contact', undefined, 'duty-contact')).statusCode).toBe(204);
  expect((await open(officer, body, 'duty-contact')).statusCode).toBe(404);
});

it('reports the openings of a month to the administrators, within their areas, without contents', async () => {
  const east = await reportedWith(house, { phone: '13999990000' }, { point: IN_EAST });
  await open(neighbour, { incidentId: east.id, reason: '东区回访核实' }, 'incident-callback');
  const report = async (
    role: 'security-admin' | 'audit-admin' | 'duty-officer',
    areas: string[],
    month = '2026-07',
  ) => {
    const person = await signIn(house, role, areas);
    return person.ask('GET', `/api/sealed/openings/report?month=${month}`);
  };
  const seen = await report('audit-admin', [EAST.county]);
  expect(seen.json()).toEqual({
    month: '2026-07',
    byPurpose: [{ purpose: 'incident-callback', openings: 1, people: 1 }],
    openings: [
      {
        id: expect.any(String) as string,
        at: house.clock().toISOString(),
        openedBy: neighbour.name,
        role: 'duty-officer',
        purpose: 'incident-callback',
        object: `incidents.incident/${east.id}`,
        reason: '东区回访核实',
      },
    ],
  });
  const whole = await report('security-admin', ['3202']);
  expect(whole.json<{ openings: unknown[] }>().openings).toHaveLength((await openings()).length);
  for (const canary of [CONTACT.phone, CONTACT.name, '13999990000']) expect(whole.body).not.toContain(canary);
  expect((await report('security-admin', ['3202'], '2026-06')).json()).toMatchObject({ openings: [], byPurpose: [] });
  expect((await report('duty-officer', ['3202'])).statusCode).toBe(403);
});
