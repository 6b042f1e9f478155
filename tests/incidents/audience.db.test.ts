// For whom an incident is: departments of the same area, and neighbours that it is shared with.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { issueFeedKey } from '../../server/identity/feed-keys.ts';
import type { Incident, IncidentDetail } from '../../server/incidents/contract.ts';
import type { Cursor } from '../../server/platform/contract.ts';
import { followTopic, positionOf } from '../platform/topic-follower.ts';
import type { TestScope } from '../support/app.ts';
import { NOON, openHouse, reported, type House } from './house.ts';
import { EAST, WEST } from './town.ts';

let house: House;
let url: string;
beforeAll(async () => {
  house = await openHouse();
  url = await house.listen();
});
afterAll(() => house.close());

const ALL: TestScope = { role: 'duty-officer', areas: [WEST.county], departments: ['*'], actor: '张三' };
const POLICE: TestScope = { ...ALL, departments: ['public-security'], actor: 'police' };
const HOUSING: TestScope = { ...ALL, departments: ['housing'], actor: 'housing' };
const NEIGHBOUR: TestScope = { ...ALL, areas: [EAST.county], actor: 'neighbour' };

const ask = async (scope: TestScope, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) =>
  house.as(scope).inject({ method, url: `/api/incidents${path}`, ...(payload && { payload }) });
const sees = async (scope: TestScope, id: string, moment = '') =>
  (await ask(scope, 'GET', `/${id}${moment}`)).statusCode === 200;
const limit = (scope: TestScope, { id, revision }: Incident, departments: string[]) =>
  ask(scope, 'PUT', `/${id}/departments`, { revision, departments });
const limited = async (incident: Incident, departments: string[]) =>
  (await limit(ALL, incident, departments)).json<Incident>();

describe('departments', () => {
  it('limit an incident to their posts and to posts of all', async () => {
    const open = await reported(house);
    expect([await sees(POLICE, open.id), await sees(HOUSING, open.id)]).toEqual([true, true]);
    const closed = await limited(open, ['public-security']);
    expect(closed.departments).toEqual(['public-security']);
    const seen = await Promise.all(
      [ALL, POLICE, HOUSING, { ...ALL, departments: [] }].map((one) => sees(one, open.id)),
    );
    expect(seen).toEqual([true, true, false, false]);
    await limited(closed, []);
    expect(await sees(HOUSING, open.id)).toBe(true);
  });

  it('limit its past too: a look back does not open it', async () => {
    const incident = await reported(house);
    house.clock.advance(60);
    const before = house.clock().toISOString();
    house.clock.advance(60);
    await limited(incident, ['public-security']);
    for (const how of ['asKnownAt', 'asItWasAt'])
      expect([await sees(POLICE, incident.id, `?${how}=${before}`), await sees(HOUSING, incident.id, `?${how}=${before}`)]).toEqual([true, false]); // prettier-ignore
  });

  it('stand in the story, in the audit, and in neither for those left out', async () => {
    const incident = await reported(house);
    await limited(incident, ['housing', 'public-security']);
    const { entries } = (await ask(POLICE, 'GET', `/${incident.id}`)).json<IncidentDetail>();
    expect(entries[0]).toMatchObject({ act: 'limited', text: 'housing public-security', actor: '张三' });
    const audit = await house.database.owner.one(sql`
      SELECT before -> 'departments' AS before, after -> 'departments' AS after FROM audit.entry
       WHERE object = ${`incidents.incident/${incident.id}`} AND act = 'incidents:limited'`);
    expect(audit).toEqual({ before: [], after: ['housing', 'public-security'] });
    expect((await ask({ ...ALL, departments: ['fire-rescue'] }, 'POST', `/${incident.id}/notes`, { text: 'x' })).statusCode).toBe(404); // prettier-ignore
  });

  it('are those that are there, and never leave out who says it', async () => {
    const incident = await reported(house);
    expect((await limit(ALL, incident, ['nobody'])).json()).toMatchObject({ status: 422, type: '/problems/no-such-department' }); // prettier-ignore
    expect((await limit(HOUSING, incident, ['public-security'])).json()).toMatchObject({ status: 422, type: '/problems/own-department-left-out' }); // prettier-ignore
    expect((await limit({ ...HOUSING, role: 'clerk' }, incident, [])).statusCode).toBe(403);
    await expect(
      house.database
        .as({ role: 'staff', areas: [WEST.county], departments: ['housing'], actor: 'sql' })
        .one(
          sql`UPDATE incidents.incident SET departments = '{public-security}' WHERE id = ${incident.id} RETURNING id`,
        ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('come with the feed that reports, whatever it sends', async () => {
    const { id, key } = await issueFeedKey(house.services.db, '公安接入', [WEST.county], new Date(NOON));
    await house.database.owner.one(
      sql`UPDATE identity.feed SET departments = '{public-security}' WHERE id = ${id} RETURNING id`,
    );
    const incident = await reported(house, {}, { feedKey: key });
    expect(incident.departments).toEqual(['public-security']);
    expect([await sees(POLICE, incident.id), await sees(HOUSING, incident.id)]).toEqual([true, false]);
  });
});

describe('sharing', () => {
  const share = (scope: TestScope, id: string, path: string = EAST.county) =>
    ask(scope, 'POST', `/${id}/sharing`, { path, reason: '界河上游' });
  const unshare = (scope: TestScope, id: string) => ask(scope, 'DELETE', `/${id}/sharing/${EAST.county}`);

  it('lets a neighbour see, and says by whom, when and why; until it is taken back', async () => {
    const { id } = await reported(house);
    expect(await sees(NEIGHBOUR, id)).toBe(false);
    expect((await share(ALL, id)).statusCode).toBe(200);
    const seen = (await ask(NEIGHBOUR, 'GET', `/${id}`)).json<IncidentDetail>();
    expect([seen.held, seen.acts]).toEqual([false, []]);
    expect((await ask(ALL, 'GET', `/${id}`)).json<IncidentDetail>()).toMatchObject({ held: true, acts: expect.arrayContaining(['acknowledge']) }); // prettier-ignore
    expect(seen.sharing).toMatchObject([{ path: EAST.county, name: '锡山区', from: '梁溪区', actor: '张三', reason: '界河上游' }]); // prettier-ignore
    expect(seen.sharing[0]!.at).toBe(house.clock().toISOString());
    expect(seen.entries[0]).toMatchObject({ act: 'shared', text: '锡山区 · 界河上游' });
    expect((await share(ALL, id)).statusCode).toBe(409);
    expect((await unshare(ALL, id)).json<Incident>().sharing).toEqual([]);
    expect(await sees(NEIGHBOUR, id)).toBe(false);
    expect((await unshare(ALL, id)).statusCode).toBe(404);
    const acts = await house.database.owner.many<{ act: string }>(sql`
      SELECT act FROM audit.entry WHERE object = ${`incidents.incident/${id}`} AND act LIKE '%shared' ORDER BY no`);
    expect(acts.map(({ act }) => act)).toEqual(['incidents:shared', 'incidents:unshared']);
  });

  it('is for who holds the incident: a neighbour passes nothing on and changes nothing', async () => {
    const { id, revision } = await reported(house);
    await share(ALL, id);
    expect((await share(NEIGHBOUR, id, '320206')).statusCode).toBe(404);
    expect((await unshare(NEIGHBOUR, id)).statusCode).toBe(404);
    expect((await ask(NEIGHBOUR, 'POST', `/${id}/acknowledgement`, { revision: revision + 1 })).statusCode).toBe(404);
    const db = house.database.as({ role: 'staff', areas: [EAST.county], departments: ['*'], actor: 'sql' });
    await expect(
      db.one(
        sql`INSERT INTO incidents.sharing (thing_id, path, from_path, actor, reason) VALUES (${id}, '320206', '320205', 'x', 'x')`,
      ),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(db.one(sql`UPDATE incidents.incident SET shared_with = '{320206}'`)).rejects.toMatchObject({ code: '42501' }); // prettier-ignore
  });

  it('is refused for a division that is not there, or sees it anyway', async () => {
    const { id } = await reported(house);
    expect((await share(ALL, id, '320299')).json()).toMatchObject({ status: 422, type: '/problems/no-such-division' });
    expect((await share(ALL, id, '3202')).json()).toMatchObject({ status: 422, type: '/problems/sees-already' });
  });

  it('does not open what is for other departments', async () => {
    const incident = await limited(await reported(house), ['public-security']);
    await share(ALL, incident.id);
    expect(await sees({ ...NEIGHBOUR, departments: ['housing'] }, incident.id)).toBe(false);
    expect(await sees({ ...NEIGHBOUR, departments: ['public-security'] }, incident.id)).toBe(true);
  });
});

describe('live', () => {
  it('tells who loses an incident its id alone, and who never knew of it nothing', async () => {
    const [police, housing, neighbour] = await Promise.all([POLICE, HOUSING, NEIGHBOUR].map((scope) => follow(scope)));
    const incident = await reported(house);
    const { id } = incident;
    for (const one of [police!, housing!]) await expect.poll(() => one.of(id).length).toBe(1);
    const closed = await limited(incident, ['public-security']);
    await ask(POLICE, 'POST', `/${id}/notes`, { text: 'secret' });
    await ask(ALL, 'POST', `/${id}/sharing`, { path: EAST.county, reason: 'x' });
    await expect.poll(() => neighbour!.of(id).length).toBe(1);
    await ask(ALL, 'DELETE', `/${id}/sharing/${EAST.county}`);
    const { revision } = (await ask(ALL, 'GET', `/${id}`)).json<Incident>();
    await limited({ ...closed, revision }, []);
    const last = 'incidents.limited';
    for (const one of [police!, housing!])
      await expect.poll(() => one.of(id).filter(({ name }) => name === last).length).toBe(2);
    expect(police!.of(id).some((event) => 'gone' in event)).toBe(false);
    expect(housing!.of(id).map((event) => [event.name, 'gone' in event])).toEqual([
      ['incidents.reported', false],
      ['incidents.limited', true],
      ['incidents.limited', false],
    ]);
    expect(neighbour!.of(id).map((event) => [event.name, 'gone' in event])).toEqual([
      ['incidents.shared', false],
      ['incidents.unshared', true],
    ]);
    for (const one of [police!, housing!, neighbour!]) one.close();
  });

  it('does not replay what was told before an incident was limited', async () => {
    const from = await positionOf({ app: house, topic: 'incidents' }, HOUSING);
    const incident = await reported(house, { title: `canary ${randomUUID()}` });
    await limited(incident, ['public-security']);
    const late = follow(HOUSING, from);
    const marker = await reported(house);
    const follower = await late;
    await expect.poll(() => follower.of(marker.id).length).toBe(1);
    follower.close();
    expect(follower.of(incident.id).every((event) => 'gone' in event)).toBe(true);
    expect(JSON.stringify(follower.of(incident.id))).not.toContain('canary');
  });
});

const follow = (scope: TestScope, from?: Cursor) =>
  followTopic<Incident>({ app: house, url, topic: 'incidents' }, scope, from);
