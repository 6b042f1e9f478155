// What was shared and taken back is gone from the past too: a look back, a search, a map and the log show it to nobody who came later.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifier, sql } from '../../db/sql.ts';
import type { Cursor, LayerStatus } from '../../server/platform/contract.ts';
import { somebodyIn } from '../identity/administration/somebody-in.ts';
import { openHouse, reported, type House } from '../incidents/house.ts';
import { EAST, IN_EAST, WEST } from '../incidents/town.ts';
import { followTopic } from '../platform/topic-follower.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { twoCounties } from '../support/builders/grids.ts';
import { aHazard } from '../support/builders/hazards.ts';
import { aShelter } from '../support/builders/shelters.ts';
import { aSite } from '../support/builders/sites.ts';

const KINDS = ['sites', 'hazards', 'shelters'] as const;
const CANARY = '金丝雀';
const MOMENTS = ['asKnownAt', 'asItWasAt'] as const;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const asking = (app: () => TestApp) => (scope: TestScope, method: Method, url: string, payload?: object) =>
  app()
    .as(scope)
    .inject({ method, url, ...(payload && { payload }) });

describe.each(KINDS)('of %s', (kind) => {
  const OWNER: TestScope = { role: 'duty-officer', areas: ['320205'], departments: ['*'], actor: 'owner' };
  const NEIGHBOUR: TestScope = { ...OWNER, areas: ['320213'], actor: 'neighbour' };
  let app: TestApp;
  let id: string;
  let during: string;
  const ask = asking(() => app);
  beforeAll(async () => {
    app = await startApp();
    await settle(app, {
      ...twoCounties(),
      sites: [aSite({ name: CANARY })],
      hazards: [aHazard({ name: CANARY })],
      shelters: [aShelter({ name: CANARY })],
    });
    id = (await ask(OWNER, 'GET', `/api/${kind}`)).json<{ items: { id: string }[] }>().items[0]!.id;
    app.clock.advance(600);
    await ask(OWNER, 'POST', `/api/sharing/${kind}/${id}`, { path: '320213', reason: '界河上游' });
    app.clock.advance(600);
    during = app.clock().toISOString();
    app.clock.advance(600);
  });
  afterAll(() => app.close());

  /** Everything through which a register's past can be read, as one text each. */
  async function looksBack(): Promise<string[]> {
    const q = `q=${encodeURIComponent(CANARY)}`;
    const layers = async (how: string) =>
      (await ask(NEIGHBOUR, 'GET', `/api/layers?${how}=${during}`))
        .json<LayerStatus[]>()
        .find(({ layer }) => layer === kind)!;
    const seen = await Promise.all(
      MOMENTS.map(async (how) => [
        (await ask(NEIGHBOUR, 'GET', `/api/${kind}/${id}?${how}=${during}`)).body,
        (await ask(NEIGHBOUR, 'GET', `/api/${kind}?${how}=${during}`)).body,
        (await ask(NEIGHBOUR, 'GET', `/api/search?${q}&${how}=${during}`)).body,
        (await ask(NEIGHBOUR, 'GET', `/ogc/collections/${kind}/items?${how}=${during}`)).body,
        (await layers(how)).count > 0 ? CANARY : '',
      ]),
    );
    const ogc = await ask(NEIGHBOUR, 'GET', `/ogc/collections/${kind}/items?datetime=${during}/..`);
    return [...seen.flat(), ogc.body];
  }
  const showing = async () => (await looksBack()).filter((text) => text.includes(CANARY)).length;
  const tilesThen = async () =>
    (await ask(NEIGHBOUR, 'GET', `/api/layers?asKnownAt=${during}`))
      .json<LayerStatus[]>()
      .find(({ layer }) => layer === kind)!.tiles;

  it('no look back shows what was taken back, and its tiles of then have other addresses', async () => {
    expect(await showing()).toBe(11);
    const before = await tilesThen();
    expect((await ask(OWNER, 'DELETE', `/api/sharing/${kind}/${id}/320213`)).statusCode).toBe(200);
    expect(await showing()).toBe(0);
    expect((await tilesThen()).split('/')[4]).not.toBe(before.split('/')[4]);
    expect((await ask(OWNER, 'GET', `/api/${kind}/${id}?asKnownAt=${during}`)).statusCode).toBe(200);
    const told = await app.database.owner.many<{ seen: string[] }>(sql`
      SELECT visible_to[2:] AS seen FROM platform.event WHERE topic = 'sharing' AND id = ${id} ORDER BY seq`);
    expect(told.map(({ seen }) => seen)).toEqual([[], []]);
  });
});

describe.each(KINDS)('of %s that are no more', (kind) => {
  const OWNER: TestScope = { role: 'duty-officer', areas: ['320205'], departments: ['*'], actor: 'owner' };
  const NEIGHBOUR: TestScope = { ...OWNER, areas: ['320213'], actor: 'neighbour' };
  let app: TestApp;
  const ask = asking(() => app);
  beforeAll(async () => {
    app = await startApp();
    await settle(app, { ...twoCounties(), sites: [aSite()], hazards: [aHazard()], shelters: [aShelter()] });
  });
  afterAll(() => app.close());

  it('the sharing ends with the thing: the neighbour reads nothing of its past, its holder all', async () => {
    const [{ id }] = (await ask(OWNER, 'GET', `/api/${kind}`)).json<{ items: [{ id: string }] }>().items;
    app.clock.advance(600);
    await ask(OWNER, 'POST', `/api/sharing/${kind}/${id}`, { path: '320213', reason: '界河上游' });
    app.clock.advance(600);
    const during = app.clock().toISOString();
    app.clock.advance(600);
    const then = async (scope: TestScope) =>
      (await Promise.all(MOMENTS.map((how) => ask(scope, 'GET', `/api/${kind}/${id}?${how}=${during}`)))).map(
        ({ statusCode }) => statusCode,
      );
    const tilesThen = async () =>
      (await ask(NEIGHBOUR, 'GET', `/api/layers?asKnownAt=${during}`))
        .json<LayerStatus[]>()
        .find(({ layer }) => layer === kind)!
        .tiles.split('/')[4];
    expect(await then(NEIGHBOUR)).toEqual([200, 200]);
    const tiles = await tilesThen();
    // As an import does that is taken back, and as any other statement of staff.
    const holder = app.database.as({ role: 'staff', areas: ['320205'], departments: ['*'], actor: 'owner' });
    await holder.one(sql`DELETE FROM ${identifier(`${kind}.${kind.slice(0, -1)}`)} WHERE id = ${id} RETURNING id`);
    expect(await then(NEIGHBOUR)).toEqual([404, 404]);
    expect(await then(OWNER)).toEqual([200, 200]);
    expect(await tilesThen()).not.toBe(tiles);
    const told = await app.database.owner.many<{ seen: string[] }>(sql`
      SELECT visible_to[2:] AS seen FROM platform.event WHERE topic = 'sharing' AND id = ${id}`);
    expect(told).toEqual([{ seen: [] }]);
  });
});

describe('of incidents', () => {
  const OWNER: TestScope = { role: 'duty-officer', areas: [WEST.county], departments: ['*'], actor: 'owner' };
  const NEIGHBOUR: TestScope = { ...OWNER, areas: [EAST.county], actor: 'neighbour' };
  let house: House;
  let url: string;
  const ask = asking(() => house);
  beforeAll(async () => {
    house = await openHouse();
    url = await house.listen();
  });
  afterAll(() => house.close());

  const share = (id: string, path: string) =>
    ask(OWNER, 'POST', `/api/incidents/${id}/sharing`, { path, reason: '界河上游' });
  const takeBack = (id: string, path: string) => ask(OWNER, 'DELETE', `/api/incidents/${id}/sharing/${path}`);

  it('neither it nor its story can be read at a moment of the sharing', async () => {
    const { id } = await reported(house, { title: CANARY });
    house.clock.advance(60);
    await share(id, EAST.county);
    await ask(OWNER, 'POST', `/api/incidents/${id}/notes`, { text: CANARY });
    house.clock.advance(60);
    const during = house.clock().toISOString();
    house.clock.advance(60);
    const then = async (scope: TestScope) =>
      (await Promise.all(MOMENTS.map((how) => ask(scope, 'GET', `/api/incidents/${id}?${how}=${during}`)))).map(
        ({ statusCode }) => statusCode,
      );
    expect(await then(NEIGHBOUR)).toEqual([200, 200]);
    await takeBack(id, EAST.county);
    expect(await then(NEIGHBOUR)).toEqual([404, 404]);
    expect(await then(OWNER)).toEqual([200, 200]);
    const neighbour = house.database.as({ ...NEIGHBOUR, role: 'staff', areas: [EAST.county], actor: 'sql' });
    expect(await neighbour.many(sql`SELECT text FROM incidents.entry WHERE incident_id = ${id}`)).toEqual([]);
    const lines = await house.database.owner.many(sql`SELECT path FROM incidents.sharing WHERE thing_id = ${id}`);
    expect(lines).toEqual([{ path: EAST.county }]); // that it was shared stays written down
  });

  it('a hand-over that named it does not either', async () => {
    const own = await reported(house, { point: IN_EAST });
    const { id } = await reported(house, { title: CANARY });
    await share(id, EAST.county);
    const [goes, comes] = [
      await somebodyIn(house, 'duty-officer', [EAST.county]),
      await somebodyIn(house, 'duty-officer', [EAST.county]),
    ];
    await goes.ask('POST', '/hand-overs', { note: '交班' });
    const named = async () =>
      (await comes.ask('GET', '/hand-overs')).body[0].incidents.map((incident: { id: string }) => incident.id);
    expect(await named()).toEqual(expect.arrayContaining([own.id, id]));
    await takeBack(id, EAST.county);
    expect(await named()).toContain(own.id);
    expect(await named()).not.toContain(id);
  });

  it('another path that it is still shared with keeps its past', async () => {
    const { id } = await reported(house);
    house.clock.advance(60);
    await share(id, EAST.county);
    await share(id, EAST.town);
    house.clock.advance(60);
    await ask(OWNER, 'POST', `/api/incidents/${id}/notes`, { text: '已到场' });
    await takeBack(id, EAST.county);
    const past = await house.database.owner.many<{ path: string }>(sql`
      SELECT DISTINCT unnest(shared_with) AS path FROM incidents.incident_history WHERE id = ${id}`);
    expect(past).toEqual([{ path: EAST.town }]);
    const told = await house.database.owner.many<{ path: string }>(sql`
      SELECT DISTINCT unnest(visible_to[2:]) AS path FROM platform.event WHERE id = ${id}`);
    expect(told).toEqual([{ path: EAST.town }]);
  });

  it('who follows from before is told its id alone, by the memory of the process and by the table', async () => {
    const cursor = (await ask(NEIGHBOUR, 'GET', '/api/live/position/incidents')).json<Cursor>();
    const { id } = await reported(house);
    await share(id, EAST.county);
    await ask(OWNER, 'POST', `/api/incidents/${id}/notes`, { text: CANARY });
    await takeBack(id, EAST.county);
    const late = await followTopic({ app: house, url, topic: 'incidents' }, NEIGHBOUR, cursor);
    await expect.poll(() => late.of(id).length).toBe(1);
    expect(late.of(id)).toMatchObject([{ name: 'incidents.unshared', gone: true }]);
    late.close();
    const kept = await house.events.after(cursor.seq, 'incidents', 100);
    const seen = kept.filter(
      (event) => event.id === id && event.visibleTo.some((path) => path.startsWith(EAST.county)),
    );
    expect(seen).toEqual([]);
  });

  it('what lay there itself stays with those whose it was', async () => {
    const { id, divisionPath } = await reported(house);
    await house.database.owner.one(sql`
      INSERT INTO platform.event (topic, seq, name, id, at, body, visible_to)
      VALUES ('incidents', -1, 'incidents.noted', ${id}, platform.now(), '{}', ARRAY[${EAST.county}, ${EAST.town}])`);
    await share(id, EAST.county);
    await takeBack(id, EAST.county);
    const event = await house.database.owner.one(
      sql`SELECT visible_to AS seen FROM platform.event WHERE topic = 'incidents' AND seq = -1`,
    );
    expect([event, divisionPath.startsWith(WEST.county)]).toEqual([{ seen: [EAST.county] }, true]);
  });
});
