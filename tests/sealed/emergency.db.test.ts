import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { Emergency, EmergencyReport } from '../../server/sealed/contract.ts';
import { EAST, IN_EAST, WEST } from '../incidents/town.ts';
import { openHouse, reportedWith, signIn, type House, type Person } from './people.ts';

const HOUR_MS = 3_600_000;
const CONTACT = { phone: '13912345678' };
const REASON = '燃气泄漏，需联系报警人';

let house: House;
let officer: Person;
beforeAll(async () => {
  house = await openHouse();
  officer = await signIn(house, 'manager', ['3202'], '张值班');
});
afterAll(() => house.close());

const codeOf = (answer: { statusCode: number; json: <T>() => T }) => [
  answer.statusCode,
  answer.json<{ type?: string }>().type?.replace('/problems/', ''),
];
const askFor = (person: Person, incidentId: string, over: object = {}) =>
  person.ask('POST', '/api/sealed/emergencies', { incidentId, hours: 2, reason: REASON, ...over });
const decide = (person: Person, id: string, approved = true) =>
  person.ask('PUT', `/api/sealed/emergencies/${id}/decision`, { approved });
const openReporter = (person: Person, incidentId: string, purpose = 'emergency') =>
  person.ask('POST', '/api/sealed/openings', { incidentId, reason: REASON }, purpose);

/** A worker with an emergency access for an incident, in its post. */
async function inEmergency(over: object = {}) {
  const incident = await reportedWith(house, CONTACT);
  const worker = await signIn(house, 'grid-worker', [WEST.town]);
  const asked = (await askFor(worker, incident.id, over)).json<Emergency>();
  const opened = await decide(officer, asked.id);
  expect(opened.statusCode).toBe(200);
  const mine = (await worker.ask('GET', '/api/sealed/emergencies'))
    .json<Emergency[]>()
    .find(({ id }) => id === asked.id)!;
  await worker.take(mine.postId!);
  return { incident, worker, id: asked.id, mine };
}

it('is asked by one person and opened by another, for one incident, with a report of what was done', async () => {
  const incident = await reportedWith(house, CONTACT);
  const worker = await signIn(house, 'grid-worker', [WEST.town], '李网格');
  expect((await worker.ask('GET', `/api/sealed/incidents/${incident.id}`)).json()).toEqual({
    holds: ['phone'],
    opensFor: null,
    mayAsk: true,
  });
  const asked = await askFor(worker, incident.id);
  expect(asked.statusCode).toBe(201);
  const { id } = asked.json<Emergency>();
  expect(asked.json()).toMatchObject({ state: 'asked', areas: ['梁溪区'], hours: 2, isMine: true, mayDecide: false });
  const pending = (await officer.ask('GET', '/api/sealed/emergencies')).json<Emergency[]>();
  expect(pending.find((one) => one.id === id)).toMatchObject({
    askedBy: '李网格',
    incidentNumber: incident.number,
    mayDecide: true,
  });

  const opened = await decide(officer, id);
  expect(opened.json()).toMatchObject({
    state: 'open',
    decidedBy: '张值班',
    until: new Date(house.clock().getTime() + 2 * HOUR_MS).toISOString(),
    postId: null,
  });
  const [mine] = (await worker.ask('GET', '/api/sealed/emergencies')).json<Emergency[]>();
  await worker.take(mine!.postId!);
  expect((await worker.ask('GET', '/api/identity/session')).json()).toMatchObject({
    role: 'clerk',
    areas: [WEST.county],
  });
  expect((await worker.ask('GET', `/api/sealed/incidents/${incident.id}`)).json()).toMatchObject({
    opensFor: 'emergency',
  });
  expect((await openReporter(worker, incident.id)).json()).toEqual(CONTACT);
  const noted = await worker.ask('POST', `/api/incidents/${incident.id}/notes`, { text: '已联系报警人' });
  expect(noted.statusCode).toBe(200);

  const report = (await officer.ask('GET', `/api/sealed/emergencies/${id}/report`)).json<EmergencyReport>();
  expect(report.deeds.map(({ act }) => act)).toEqual(['sealed:open', 'incidents:noted']);
  expect(report.openings).toMatchObject([{ kind: 'reporter', reason: REASON }]);
  expect(JSON.stringify(report)).not.toContain(CONTACT.phone);
  const auditor = await signIn(house, 'audit-admin', ['3202']);
  expect((await auditor.ask('GET', '/api/sealed/emergencies')).json<Emergency[]>().map((one) => one.id)).toContain(id);
  expect((await auditor.ask('GET', `/api/sealed/emergencies/${id}/report`)).json<EmergencyReport>().deeds).toEqual(
    report.deeds,
  );
  expect((await worker.ask('GET', `/api/sealed/emergencies/${id}/report`)).statusCode).toBe(403);
});

it('reports to a county what was done in it, and of what was done elsewhere the number', async () => {
  const { incident, worker, id } = await inEmergency({ areas: [WEST.county, EAST.county] });
  const other = await reportedWith(house, CONTACT, { point: IN_EAST });
  for (const one of [incident, other])
    expect((await worker.ask('POST', `/api/incidents/${one.id}/notes`, { text: '已到场' })).statusCode).toBe(200);
  const reportTo = async (person: Person) =>
    (await person.ask('GET', `/api/sealed/emergencies/${id}/report`)).json<EmergencyReport>();
  const objectsFor = ({ deeds }: EmergencyReport) => deeds.map(({ object }) => object.split('/')[1]);
  const west = await signIn(house, 'manager', [WEST.county]);
  const auditor = await signIn(house, 'audit-admin', [WEST.county]);
  for (const person of [west, auditor]) {
    const report = await reportTo(person);
    expect([objectsFor(report), report.elsewhere]).toEqual([[incident.id], 1]);
    expect(JSON.stringify(report)).not.toContain(other.id);
  }
  const whole = await reportTo(officer);
  expect([objectsFor(whole), whole.elsewhere]).toEqual([[incident.id, other.id], 0]);
});

it('is opened for one incident: another one stays closed, and other purposes too', async () => {
  const { incident, worker } = await inEmergency();
  const other = await reportedWith(house, CONTACT);
  expect(codeOf(await openReporter(worker, other.id))).toEqual([403, 'not-for-this-post']);
  expect(codeOf(await openReporter(worker, incident.id, 'incident-callback'))).toEqual([403, 'not-for-this-post']);
  expect(codeOf(await askFor(worker, other.id))).toEqual([403, 'not-for-this-post']); // none out of another
});

it('is decided by nobody for himself, nor by who is not of the desk, nor beyond what is his own', async () => {
  const incident = await reportedWith(house, CONTACT);
  const asker = await signIn(house, 'manager', [WEST.county]);
  const own = (await askFor(asker, incident.id)).json<Emergency>();
  expect(codeOf(await decide(asker, own.id))).toEqual([403, 'not-for-this-post']);
  const clerk = await signIn(house, 'clerk', [WEST.county]);
  expect((await decide(clerk, own.id)).statusCode).toBe(403);
  const stranger = await signIn(house, 'manager', [EAST.county]);
  expect(codeOf(await decide(stranger, own.id))).toEqual([404, 'no-such-emergency']);

  const wide = (await askFor(asker, incident.id, { areas: [WEST.county, EAST.county] })).json<Emergency>();
  const west = await signIn(house, 'duty-officer', [WEST.county]);
  expect(codeOf(await decide(west, wide.id))).toEqual([403, 'not-for-this-post']);
  expect((await decide(officer, wide.id)).json()).toMatchObject({ state: 'open', areas: ['锡山区', '梁溪区'] });
  expect(codeOf(await decide(officer, wide.id))).toEqual([409, 'already-decided']);
  expect(codeOf(await decide(officer, own.id))).toEqual([409, 'not-possible-now']); // one at a time
});

it('ends at its time: contact, area and post are gone', async () => {
  const { incident, worker, id } = await inEmergency();
  house.clock.advance(2 * HOUR_MS + 1);
  expect((await openReporter(worker, incident.id)).statusCode).toBe(401);
  expect((await worker.ask('GET', '/api/identity/session')).json()).toMatchObject({ role: 'public', step: 'post' });
  await worker.take(worker.postId);
  expect((await openReporter(worker, incident.id)).statusCode).toBe(403);
  expect((await officer.ask('GET', `/api/sealed/emergencies/${id}/report`)).json()).toMatchObject({
    emergency: { state: 'over', endedWhy: 'time-over' },
  });
});

it('ends with the incident', async () => {
  const { incident, worker, id } = await inEmergency();
  const acknowledged = await officer.ask('POST', `/api/incidents/${incident.id}/acknowledgement`, { revision: 1 });
  const { revision } = acknowledged.json<{ revision: number }>();
  await officer.ask('POST', `/api/incidents/${incident.id}/closure`, { revision, text: '处置完毕' });
  expect((await openReporter(worker, incident.id)).statusCode).toBe(401);
  const report = await officer.ask('GET', `/api/sealed/emergencies/${id}/report`);
  expect(report.json()).toMatchObject({ emergency: { state: 'over', endedWhy: 'incident-over' } });
  expect(codeOf(await askFor(officer, incident.id))).toEqual([409, 'not-possible-now']);
});

it('is ended by who has it', async () => {
  const { worker, id, incident } = await inEmergency();
  const ended = await worker.ask('POST', `/api/sealed/emergencies/${id}/ending`);
  expect(ended.json()).toMatchObject({ state: 'over', endedWhy: 'ended-early' });
  expect((await openReporter(worker, incident.id)).statusCode).toBe(401);
  expect(codeOf(await officer.ask('POST', `/api/sealed/emergencies/${id}/ending`))).toEqual([409, 'already-over']);
});

it('lapses when nobody decides', async () => {
  const incident = await reportedWith(house, CONTACT);
  const worker = await signIn(house, 'grid-worker', [WEST.town]);
  const { id } = (await askFor(worker, incident.id)).json<Emergency>();
  house.clock.advance(31 * 60_000);
  expect(codeOf(await decide(officer, id))).toEqual([403, 'not-for-this-post']);
  const [mine] = (await worker.ask('GET', '/api/sealed/emergencies')).json<Emergency[]>();
  expect(mine).toMatchObject({ id, state: 'lapsed' });
});

it('is neither opened nor prolonged by plain SQL of any role', async () => {
  const { incident, worker, mine, id } = await inEmergency();
  const security = await signIn(house, 'security-admin', ['3202']);
  const later = sql`UPDATE identity.post SET valid_to = valid_to + interval '1 hour' WHERE id = ${mine.postId}`;
  await expect(security.database({ role: 'security' }).many(later)).rejects.toThrow(/not prolonged/);
  await expect(house.services.db.many(later)).rejects.toThrow(/not prolonged/);
  const grant = sql`
    INSERT INTO identity.post (person_id, role, areas, incident_id, valid_to)
    VALUES (${worker.id}, 'clerk', '{3202}', ${incident.id}, platform.now() + interval '1 hour')`;
  for (const [person, role] of [
    [worker, 'staff'],
    [officer, 'staff'],
    [security, 'security'],
  ] as const)
    await expect(person.database({ role }).many(grant)).rejects.toThrow(/permission denied/);
  await expect(
    worker.database().many(sql`UPDATE sealed.emergency SET until = until + interval '1 hour' WHERE request_id = ${id}`),
  ).rejects.toThrow(/permission denied/);
  await expect(
    officer.database().many(sql`SELECT sealed.end_emergencies(ARRAY[${id}::uuid], 'ended-early')`),
  ).rejects.toThrow(/permission denied/);

  const open = await reportedWith(house, CONTACT);
  const asker = await signIn(house, 'clerk', [WEST.county]);
  const asked = (await askFor(asker, open.id)).json<Emergency>();
  const approve = sql`UPDATE identity.request SET approved = true WHERE id = ${asked.id}`;
  await expect(asker.database().many(approve)).rejects.toThrow(/decides what they asked for themselves/);
  const colleague = await signIn(house, 'clerk', ['3202']);
  await expect(colleague.database().many(approve)).rejects.toThrow(/duty officer or manager/);
  const long = { about: open.id, content: { areas: [WEST.county], hours: 9 } };
  await expect(
    asker.database().many(sql`
      INSERT INTO identity.request (kind, about, content, reason, division_path, expires_at)
      VALUES ('emergency', ${long.about}, ${JSON.stringify(long.content)}::jsonb, ${REASON}, ${WEST.county}, platform.now() + interval '10 minutes')`),
  ).rejects.toThrow(/at most eight hours/);
});
