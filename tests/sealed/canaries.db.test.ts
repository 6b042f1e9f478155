// Personal canaries in every place that can take them: none comes out again, but by an opening.
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { identifier, sql } from '../../db/sql.ts';
import { EAST, IN_WEST, WEST } from '../incidents/town.ts';
import { openHouse, reportedWith, signIn, type House, type Person } from './people.ts';

/** What is sealed: known to nobody without an opening. */
const SEALED = { name: '金丝雀甲', phone: '13900112233', email: 'canary@example.cn' };
const STAFF_PHONE = '13844556677';
/** What people write where they should not: staff of the area may read it, the public may not. */
const WRITTEN = '金丝雀乙 13711223344';

let house: House;
let officer: Person;
let incidentId: string;
const log: string[] = [];

beforeAll(async () => {
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (log.push(chunk.toString()), done()) });
  house = await openHouse({ log: pino({ level: 'trace' }, sink) });
  officer = await signIn(house, 'manager', ['3202']);
  const worker = await signIn(house, 'grid-worker', [WEST.county]);
  const text = { title: WRITTEN, description: WRITTEN, address: WRITTEN };
  incidentId = (await reportedWith(house, SEALED, text)).id;
  await reportedWith(house, SEALED, { externalId: 'again', point: IN_WEST });
  await reportedWith(house, SEALED, { externalId: 'again', point: IN_WEST }).catch(() => undefined); // 200: told once more
  await officer.ask('POST', `/api/incidents/${incidentId}/acknowledgement`, { revision: 1 });
  await officer.ask('POST', `/api/incidents/${incidentId}/notes`, { text: WRITTEN });
  const relocation = { revision: 3, point: [IN_WEST[0] + 0.001, IN_WEST[1]], address: WRITTEN };
  expect((await officer.ask('PUT', `/api/incidents/${incidentId}/location`, relocation)).statusCode).toBe(200);
  const put = await worker.ask('PUT', '/api/sealed/own-contact', { phone: STAFF_PHONE }, 'duty-contact');
  expect(put.statusCode).toBe(204);
  const open = (about: object, purpose: string) =>
    officer.ask('POST', '/api/sealed/openings', { ...about, reason: '核实现场情况' }, purpose);
  expect((await open({ incidentId }, 'incident-callback')).json()).toEqual(SEALED);
  expect((await open({ personId: worker.id }, 'duty-contact')).json()).toEqual({ phone: STAFF_PHONE });
  // Refused ones too: what is wrong must not be repeated by an answer or a log.
  await reportedWith(house, { ...SEALED, wechat: SEALED.name }).catch(() => undefined);
  await worker.ask('PUT', '/api/sealed/own-contact', { phone: STAFF_PHONE, name: SEALED.name }, 'duty-contact');
});
afterAll(() => house.close());

/** Every GET of the house is asked, by several people, on whatever machine this is. */
const CRAWL_MS = 300_000;
const SECRET = [...Object.values(SEALED), STAFF_PHONE];
const tellsOf = (text: string, canaries: readonly string[]) => canaries.filter((canary) => text.includes(canary));

it('keeps no sealed word in clear in any table of the database: events, history, receipts and audit among them', async () => {
  const tables = await house.database.owner.many<{ name: string }>(sql`
    SELECT format('%s.%s', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'topology', 'public')`);
  expect(tables.length).toBeGreaterThan(40);
  const shapes = SECRET.flatMap((canary) => [
    canary,
    Buffer.from(canary).toString('hex'),
    Buffer.from(canary).toString('base64').replace(/=+$/, ''),
  ]);
  for (const { name } of tables) {
    const rows = await house.database.owner.many<{ row: string }>(
      sql`SELECT t::text AS row FROM ${identifier(name)} t`,
    );
    expect(tellsOf(rows.map(({ row }) => row).join('\n'), shapes), name).toEqual([]);
  }
});

it('logs no sealed word, and no body at all, at the loudest level', () => {
  expect(log.length).toBeGreaterThan(10);
  expect(tellsOf(log.join(''), [...SECRET, WRITTEN])).toEqual([]);
});

/** Every GET of the house, with what its places can be filled with. */
function addresses(): string[] {
  const values: Record<string, string> = {
    id: incidentId,
    layer: 'divisions',
    code: WEST.grid,
    format: 'geojson',
    z: '8',
    x: '213',
    y: '104',
  };
  const filled = house.services.declarations
    .all()
    .filter(({ kind, what }) => kind === 'route' && what.startsWith('GET'))
    .map(({ what }) =>
      what.split(' ')[1]!.replaceAll(/:(\w+)(\([^)]*\))?/g, (_all, name: string) => values[name] ?? incidentId),
    );
  const asked = [
    '/api/incidents?state=closed&limit=100',
    '/api/search?q=139001',
    `/api/search?q=${encodeURIComponent('金丝雀')}`,
    '/api/ogc/collections/incidents/items?f=json',
    '/api/sealed/openings/report?month=2026-07',
    `/api/incidents?asKnownAt=${house.clock().toISOString()}`,
  ];
  return [...filled, ...asked];
}

it('answers no sealed word to any GET of anybody', { timeout: CRAWL_MS }, async () => {
  const roles = ['unit', 'system-admin', 'security-admin', 'audit-admin'] as const;
  const people = [officer, ...(await Promise.all(roles.map((role) => signIn(house, role, ['3202']))))];
  let answered = 0;
  for (const person of people)
    for (const path of addresses()) {
      const answer = await person.ask('GET', path);
      if (answer.statusCode === 200) answered += 1;
      expect(tellsOf(answer.body, SECRET), `${person.name} ${path}`).toEqual([]);
      expect(tellsOf(answer.rawPayload.toString('latin1'), [SEALED.phone, STAFF_PHONE, SEALED.email]), path).toEqual(
        [],
      );
    }
  expect(answered).toBeGreaterThan(100);
});

it('takes no sealed word along in an export', async () => {
  for (const format of ['geojson', 'csv']) {
    const answer = await officer.ask('GET', `/api/exports/incidents?format=${format}`);
    expect(tellsOf(answer.body, SECRET), format).toEqual([]);
  }
});

it('tells the public nothing of an incident, not even that there is one', { timeout: CRAWL_MS }, async () => {
  for (const path of addresses()) {
    const answer = await house.inject({ url: path, headers: { host: 'localhost:8080' } });
    expect(tellsOf(answer.body, [...SECRET, WRITTEN, '金丝雀乙']), path).toEqual([]);
  }
  const published = house.services.declarations.all().filter(({ access }) => access.who.includes('public'));
  expect(published.filter(({ what }) => what.includes('incidents'))).toEqual([]);
});

it('tells another county nothing of what was written', { timeout: CRAWL_MS }, async () => {
  const neighbour = await signIn(house, 'manager', [EAST.county]);
  for (const path of addresses()) {
    const answer = await neighbour.ask('GET', path);
    expect(tellsOf(answer.body, [...SECRET, WRITTEN]), path).toEqual([]);
  }
});
