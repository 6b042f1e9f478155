// Canaries: two counties and a department are seeded before the start; everything that can be asked is asked as one, and must not sing of another.
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { Cursor, LayerStatus } from '../../server/platform/contract.ts';
import type { Log } from '../../server/platform/log.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { idOf, markOf, PERCHES, seedCanaries, songOf, type Perch } from '../support/canaries.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { numberOf } from './matrix-calls.ts';
import { EAST, WEST } from '../incidents/town.ts';

let app: TestApp;
let database: TestDatabase;
let url: string;
const logged: string[] = [];
/** As the server's own log, into a list. */
const capturing: Log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
beforeAll(async () => {
  database = await openTestDatabase();
  await database.owner.one(sql`INSERT INTO platform.topic (name, seq) VALUES ('incidents', 4121)`);
  await seedCanaries(database.owner);
  app = await startApp({
    database,
    log: capturing,
    env: { STAFF_RATE_PER_MINUTE: '100000', PUBLIC_RATE_PER_MINUTE: '100000' },
  });
  url = await app.listen();
});
afterAll(async () => {
  await app.close();
  await database.close();
});

type Role = NonNullable<TestScope['role']>;
const ROLES: readonly Role[] = ['manager', 'wall', 'unit', 'system-admin', 'security-admin', 'audit-admin', 'public']; // prettier-ignore

interface Crawl {
  readonly scope: Omit<TestScope, 'role'>;
  /** Whose rows must not be heard of. */
  readonly foreign: Perch;
  readonly roles: readonly Role[];
}
const CRAWLS: readonly (readonly [string, Crawl])[] = [
  ['the west hears nothing of the east', { scope: { areas: [WEST.county] }, foreign: 'east', roles: ROLES }],
  ['the east hears nothing of the west', { scope: { areas: [EAST.county] }, foreign: 'west', roles: ROLES }],
  [
    'a village of the west hears nothing of the east',
    { scope: { areas: [WEST.village] }, foreign: 'east', roles: ['manager'] },
  ],
  ['nobody of an area hears anything', { scope: { areas: [] }, foreign: 'west', roles: ROLES }],
  ['housing hears nothing of the police', { scope: { areas: [WEST.county], departments: ['housing'] }, foreign: 'police', roles: ROLES.filter((role) => role !== 'system-admin') }], // prettier-ignore
  ['a post of no department hears nothing of the police', { scope: { areas: ['3202'], departments: [] }, foreign: 'police', roles: ['manager', 'wall', 'analyst'] }], // prettier-ignore
];

describe.each(CRAWLS)('%s', (_name, { scope, foreign, roles }) => {
  it.each(roles)('as %s', async (role) => {
    const who = { ...scope, role, actor: 'crawler' };
    expect(await leaksOf(app, who, foreign)).toEqual([]);
  });

  it('over the live line, from its beginning', async () => {
    for (const topic of ['incidents', 'walls', 'imports', 'sharing'])
      expect(markOf(foreign).test(await listened({ ...scope, role: 'manager' }, topic)), topic).toBe(false);
  });
});

it('sings to its own: the crawl hears what it may hear, everywhere', async () => {
  const heard = await leaksOf(app, { role: 'manager', areas: [WEST.county], actor: 'crawler' }, 'west');
  for (const part of [
    '/api/incidents',
    '/api/hazards',
    '/api/sites',
    '/api/shelters',
    '/api/search',
    '/api/walls',
    '/api/views',
    '/api/imports',
    '/api/exports',
    '/ogc',
    '/api/tiles',
  ])
    // prettier-ignore
    expect(heard.some((where) => where.includes(part)), part).toBe(true);
  expect(await listened({ role: 'manager', areas: [WEST.county] }, 'incidents')).toMatch(markOf('west'));
});

it('finds a leak that was planted', async () => {
  await database.owner.one(sql`UPDATE sites.site SET shared_with = '{320205}' WHERE id = ${idOf('west', 1)}`);
  const heard = await leaksOf(app, { role: 'analyst', areas: [EAST.county], actor: 'crawler' }, 'west');
  await database.owner.one(sql`UPDATE sites.site SET shared_with = '{}' WHERE id = ${idOf('west', 1)}`);
  expect(heard.some((where) => where.includes('/api/sites'))).toBe(true);
  expect(heard.some((where) => where.includes('/api/tiles'))).toBe(true);
});

it('writes no canary into the log, whoever asked for what', () => {
  expect(logged.length).toBeGreaterThan(100);
  const sung = logged.filter((line) => /canary(west|east|police)/u.test(line) && !/"path":/u.test(line));
  expect(sung).toEqual([]);
});

/** Addresses whose answers betray a row of the other. What was asked for by its name or id is not in the answer's favour: it is taken out first. */
async function leaksOf(crawled: TestApp, who: TestScope, foreign: Perch): Promise<string[]> {
  const { inject } = crawled.as(who);
  const leaks: string[] = [];
  const look = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: object) => {
    const answer = await inject({
      method,
      url: path,
      ...(payload && { payload }),
      headers: { 'idempotency-key': randomUUID() },
    });
    const asked = [path, JSON.stringify(payload ?? '')];
    if (betrays(answer, foreign, asked)) leaks.push(`${method} ${path}`);
    if (answer.statusCode < 300 && namesForeign(path, foreign))
      leaks.push(`${method} ${path} answers ${answer.statusCode}`);
    return answer;
  };
  for (const path of addresses(crawled, foreign)) {
    const { headers } = await look('GET', path);
    if (typeof headers.etag === 'string') await inject({ url: path, headers: { 'if-none-match': headers.etag } });
  }
  await lookAtTiles(inject, foreign, leaks);
  for (const [method, path, payload] of changes(foreign)) await look(method, path, payload);
  return leaks;
}

/** Whether an answer holds a mark of the other that the question did not. */
function betrays(
  { body, headers, rawPayload }: LightMyRequestResponse,
  foreign: Perch,
  asked: readonly string[],
): boolean {
  const known = asked.join(' ');
  const texts = [body, JSON.stringify(headers), unzipped(rawPayload)];
  return texts.some((text) => {
    const found = text.match(new RegExp(markOf(foreign).source, 'giu')) ?? [];
    return found.some((mark) => !known.toLowerCase().includes(mark.toLowerCase()));
  });
}

function unzipped(bytes: Buffer): string {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes).toString('latin1');
  return bytes.toString('latin1');
}

const namesForeign = (path: string, foreign: Perch) =>
  path.includes(PERCHES[foreign].digits) && !/\/api\/(live|tiles)/u.test(path);

const MOMENTS = ['', 'asKnownAt=2026-07-02T00:00:00Z', 'asItWasAt=2026-07-02T00:00:00Z', 'asKnownAt=2036-07-02T00:00:00Z']; // prettier-ignore
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/api/search': [
    'q=canary',
    ...Object.keys(PERCHES).map((perch) => `q=${songOf(perch as Perch)}`),
    'q=WEST-2026',
    'q=EAST-2026',
    'q=POLICE-2026',
  ],
  '/api/grids/at': ['lon=120.1&lat=31.55', 'lon=120.3&lat=31.55'],
  '/api/incidents': ['state=open', 'state=closed', 'state=duplicate'],
  '/api/incidents/turns': ['from=2026-07-01T00:00:00Z&until=2026-07-02T00:00:00Z'],
  '/api/layers': ['bbox=119,30,122,33'],
};

/** Every GET that is declared, with every id of the other, with and without a moment, with the words that would find something. */
function addresses(crawled: TestApp, foreign: Perch): string[] {
  const routes = crawled.services.declarations
    .all()
    .flatMap(({ kind, what }) => (kind === 'route' && what.startsWith('GET /') ? [what.slice(4)] : []));
  return routes
    .filter((route) => !/tiles|oidc|basemap/u.test(route))
    .flatMap((route) => expanded(route, foreign))
    .flatMap((path) => {
      const queries = QUERIES[path] ?? [''];
      return queries.flatMap((query) => momentsOf(path).map((moment) => withQuery(path, [query, moment])));
    });
}

const momentsOf = (path: string) =>
  /^\/api\/(incidents|hazards|sites|shelters|grids|search|layers|exports)|^\/ogc/u.test(path) ? MOMENTS : [''];
const withQuery = (path: string, parts: readonly string[]) => {
  const query = parts.filter((part) => part !== '').join('&');
  return query === '' ? path : `${path}?${query}`;
};

function expanded(route: string, foreign: Perch): string[] {
  const [perchGrid, perchPath] = [PERCHES[foreign].codes.grid, PERCHES[foreign].codes.county];
  const choices: Readonly<Record<string, readonly string[]>> = {
    id: /^\/ogc/u.test(route)
      ? ['sites', 'hazards', 'shelters', 'grids', 'divisions']
      : [idOf(foreign, numberOf(route))],
    featureId: [songOf(foreign), perchGrid],
    code: [perchGrid],
    path: [perchPath],
    topic: ['incidents', 'walls', 'imports', 'feeds', 'sharing'],
    kind: ['sites', 'hazards', 'shelters'],
    dataset: ['sites', 'hazards', 'shelters', 'grids', 'incidents', 'divisions'],
    format: ['csv', 'geojson', 'xlsx', 'gpkg'],
    no: ['1', '2', '3', '4'],
  };
  const name = /:([a-zA-Z]+)/u.exec(route)?.[1];
  if (name === undefined) return [route];
  return (choices[name] ?? ['1']).flatMap((value) => expanded(route.replace(`:${name}`, value), foreign));
}

/** Tiles as they lie in the cache after the other has warmed it, asked for by their own addresses and by those of the other. */
async function lookAtTiles(
  inject: ReturnType<TestApp['as']>['inject'],
  foreign: Perch,
  leaks: string[],
): Promise<void> {
  const owner: TestScope = { role: 'manager', areas: ['3202'], departments: ['*'] };
  const theirs = (await app.as(owner).inject('/api/layers')).json<LayerStatus[]>();
  const mine = (await inject('/api/layers')).json<LayerStatus[]>();
  for (const { tiles } of theirs) await app.as(owner).inject(tileOf(tiles));
  for (const { tiles, layer } of [...mine, ...theirs]) {
    if (layer === 'divisions') continue;
    const answer = await inject(tileOf(tiles));
    if (answer.statusCode === 200 && betrays(answer, foreign, [])) leaks.push(`GET ${tileOf(tiles)}`);
  }
}
/** z/x/y of the tile that holds both counties. */
const tileOf = (tiles: string) => tiles.replace('{z}/{x}/{y}', '8/213/104');

/** Changes that name what is the other's, in the address and inside of the body: refused as what is not there, and never explained. */
function changes(foreign: Perch): ['POST' | 'PUT' | 'PATCH' | 'DELETE', string, object?][] {
  const its = (no: number) => idOf(foreign, no);
  const mine: Perch = foreign === 'west' ? 'east' : 'west';
  const revision = 2;
  return [
    ['POST', `/api/incidents/${its(1)}/acknowledgement`, { revision }],
    ['POST', `/api/incidents/${its(1)}/notes`, { text: 'x' }],
    ['POST', `/api/incidents/${its(1)}/closure`, { revision, text: 'x' }],
    ['POST', `/api/incidents/${its(1)}/duplicate-mark`, { revision, of: idOf(mine, 1) }],
    ['POST', `/api/incidents/${idOf(mine, 1)}/duplicate-mark`, { revision, of: its(1) }],
    ['POST', `/api/incidents/${idOf(mine, 1)}/notes`, { text: 'x', photos: [its(4)] }],
    ['PUT', `/api/incidents/${its(1)}/location`, { revision, point: PERCHES[foreign].point }],
    ['PUT', `/api/incidents/${its(1)}/departments`, { revision, departments: [] }],
    ['POST', `/api/incidents/${its(1)}/sharing`, { path: '3202', reason: 'x' }],
    ['DELETE', `/api/incidents/${its(1)}/sharing/3202`],
    ['POST', `/api/sharing/sites/${its(1)}`, { path: '3202', reason: 'x' }],
    ['DELETE', `/api/sharing/hazards/${its(1)}/3202`],
    ['PUT', `/api/sharing/shelters/${its(1)}/departments`, { departments: [], seen: [] }],
    ['PUT', `/api/views/${its(8)}`, { name: 'x', address: '?a', shared: true, revision: 1 }],
    ['DELETE', `/api/imports/${its(5)}`],
    ['POST', `/api/imports/${its(5)}/check`, {}],
    ['POST', `/api/imports/${its(5)}/undo`],
    ['PATCH', `/api/identity/people/${its(21)}`, { name: 'x' }],
    ['PATCH', `/api/identity/posts/${its(22)}`, { title: 'x' }],
    ['DELETE', `/api/identity/posts/${its(22)}`],
    ['DELETE', `/api/identity/feeds/${its(20)}`],
    ['DELETE', `/api/identity/devices/${its(11)}`],
    ['POST', `/api/identity/requests/recovery`, { personId: its(21), reason: 'lost the phone' }],
    ['POST', `/api/identity/requests/${its(12)}/decision`, { approved: true }],
    ['PUT', `/api/sealed/emergencies/${its(12)}/decision`, { approved: true }],
    ['POST', '/api/sealed/emergencies', { incidentId: its(1), hours: 1, reason: 'because of it', areas: ['3202'] }],
    ['POST', '/api/files/map-print', { focus: its(1) }],
    ...(['sites', 'hazards', 'shelters'] as const).map(
      (kind) =>
        ['POST', `/api/sharing/${kind}/${its(1)}`, { path: PERCHES[mine].codes.county, reason: 'x' }] as [
          'POST',
          string,
          object,
        ],
    ),
  ];
}

/** Everything that a topic tells somebody who claims to have heard nothing yet. */
async function listened(scope: TestScope, topic: string): Promise<string> {
  const { inject, headers } = app.as(scope);
  const { scopeEpoch, seq } = (await inject(`/api/live/position/${topic}`)).json<Cursor>();
  const told: string[] = [];
  const socket = io(url, { path: '/live', transports: ['websocket'], forceNew: true, extraHeaders: headers });
  await new Promise<void>((done) => {
    socket.on('connect', () =>
      socket.emit('follow', { topic, cursor: { seq: Math.max(0, Math.min(seq, FIRST_EVENT)), scopeEpoch } }),
    );
    socket.on('batch', (batch: { through: number }) => {
      told.push(JSON.stringify(batch));
      if (batch.through >= seq) done();
    });
    for (const end of ['resync', 'refused']) socket.on(end, () => done());
  });
  socket.disconnect();
  return told.join('\n');
}
/** Before the seeded events; the topic begins there. */
const FIRST_EVENT = 4118;
