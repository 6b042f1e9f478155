// For whom a thing of a register is: departments of the same area, neighbours that it is shared with, and what their screens are told.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifier, sql } from '../../db/sql.ts';
import type { Cursor, LayerStatus } from '../../server/platform/contract.ts';
import type { Published } from '../../server/portal/contract.ts';
import type { Audience, SharedThing } from '../../server/sharing/contract.ts';
import { followTopic, positionOf } from '../platform/topic-follower.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { twoCounties } from '../support/builders/grids.ts';
import { aHazard } from '../support/builders/hazards.ts';
import { aShelter } from '../support/builders/shelters.ts';
import { aSite } from '../support/builders/sites.ts';

const KINDS = ['sites', 'hazards', 'shelters'] as const;
const TABLES = { sites: 'sites.site', hazards: 'hazards.hazard', shelters: 'shelters.shelter' };
const OWN = '320205';
const NEXT = '320213';
/** Nothing of what is shared may be told to those that it is not shared with. */
const CANARY = '金丝雀';

let house: TestApp;
let url: string;
beforeAll(async () => {
  house = await startApp();
  const three = ['1', '2', '3'];
  await settle(house, {
    ...twoCounties(),
    sites: three.map((no) => aSite({ code: no, name: CANARY + no })),
    hazards: three.map((no) => aHazard({ code: no, name: CANARY + no, published: no === '3' })),
    shelters: three.map((no) => aShelter({ code: no, name: CANARY + no, published: no === '3' })),
  });
  url = await house.listen();
});
afterAll(() => house.close());

const ALL: TestScope = { role: 'duty-officer', areas: [OWN], departments: ['*'], actor: '张三' };
/** Beside the first: a name in a header of a socket is plain. */
const COUNTY: TestScope = { ...ALL, actor: 'county' };
const POLICE: TestScope = { ...ALL, departments: ['public-security'], actor: 'police' };
const HOUSING: TestScope = { ...ALL, departments: ['housing'], actor: 'housing' };
const NEIGHBOUR: TestScope = { ...ALL, areas: [NEXT], actor: 'neighbour' };
const STRANGER: TestScope = { ...ALL, areas: ['320206'], actor: 'stranger' };

const ask = (scope: TestScope, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) =>
  house.as(scope).inject({ method, url: path, ...(payload && { payload }) });
/** Each group has a thing of its own: they do not see what another one did. */
async function thing(kind: SharedThing['kind'], no: number): Promise<SharedThing> {
  const { items } = (await ask(ALL, 'GET', `/api/${kind}`)).json<{ items: { id: string; code: string }[] }>();
  return { kind, id: items.find(({ code }) => code === String(no))!.id };
}
const pathOf = ({ kind, id }: SharedThing) => `/api/sharing/${kind}/${id}`;
const sees = async (scope: TestScope, { kind, id }: SharedThing, moment = '') =>
  (await ask(scope, 'GET', `/api/${kind}/${id}${moment}`)).statusCode === 200;
const counted = async (scope: TestScope, kind: string) =>
  (await ask(scope, 'GET', `/api/${kind}`)).json<{ total: number }>().total;
const layer = async (scope: TestScope, kind: string) =>
  (await ask(scope, 'GET', '/api/layers')).json<LayerStatus[]>().find((one) => one.layer === kind)!;
const share = (scope: TestScope, it: SharedThing, path = NEXT) =>
  ask(scope, 'POST', pathOf(it), { path, reason: '界河上游' });
const unshare = (scope: TestScope, it: SharedThing) => ask(scope, 'DELETE', `${pathOf(it)}/${NEXT}`);
const limit = (scope: TestScope, it: SharedThing, departments: string[], seen: string[] = []) =>
  ask(scope, 'PUT', `${pathOf(it)}/departments`, { departments, seen });

describe.each(KINDS)('sharing of %s', (kind) => {
  it('lets a neighbour see it, count it and draw it, says by whom, when and why; until it is taken back', async () => {
    const it = await thing(kind, 1);
    const before = await layer(NEIGHBOUR, kind);
    expect([await sees(NEIGHBOUR, it), await counted(NEIGHBOUR, kind)]).toEqual([false, 0]);

    expect((await share(ALL, it)).statusCode).toBe(200);
    const { sharing, held, departments } = (await ask(NEIGHBOUR, 'GET', pathOf(it))).json<Audience>();
    expect(sharing).toEqual([{ path: NEXT, name: '梁溪区', from: '锡山区', actor: '张三', reason: '界河上游', at: house.clock().toISOString() }]); // prettier-ignore
    expect([held, departments]).toEqual([false, []]);
    expect((await ask(ALL, 'GET', pathOf(it))).json<Audience>().held).toBe(true);
    expect([await sees(NEIGHBOUR, it), await counted(NEIGHBOUR, kind)]).toEqual([true, 1]);
    const during = await layer(NEIGHBOUR, kind);
    expect(during.count).toBe(before.count + 1);
    expect(during.tiles).not.toBe(before.tiles);

    expect((await unshare(ALL, it)).json<Audience>().sharing).toEqual([]);
    expect([await sees(NEIGHBOUR, it), await counted(NEIGHBOUR, kind)]).toEqual([false, 0]);
    expect((await ask(NEIGHBOUR, 'GET', pathOf(it))).statusCode).toBe(404);
    const after = await layer(NEIGHBOUR, kind);
    expect(after.count).toBe(before.count);
    expect(after.tiles).not.toBe(during.tiles);
  });

  it('does not change since when it is so', async () => {
    const it = await thing(kind, 1);
    const since = async () => (await ask(ALL, 'GET', `/api/${kind}/${it.id}`)).json<{ validFrom: string }>().validFrom;
    const before = await since();
    house.clock.advance(60);
    await share(ALL, it);
    await limit(ALL, it, ['housing']);
    expect(await since()).toBe(before);
    await limit(ALL, it, [], ['housing']);
    await unshare(ALL, it);
    expect(await since()).toBe(before);
  });

  it('is for who holds it: a neighbour passes nothing on, takes nothing back and limits nothing', async () => {
    const it = await thing(kind, 1);
    await share(ALL, it);
    expect((await share(NEIGHBOUR, it, '320206')).statusCode).toBe(404);
    expect((await unshare(NEIGHBOUR, it)).statusCode).toBe(404);
    expect((await limit(NEIGHBOUR, it, ['housing'])).statusCode).toBe(404);
    expect((await limit({ ...ALL, role: 'clerk' }, it, [])).statusCode).toBe(403);
    await unshare(ALL, it);
  });

  it('stands in the audit with what was before and after', async () => {
    const it = await thing(kind, 1);
    await limit(ALL, it, ['public-security', 'housing']);
    await limit(ALL, it, [], ['housing', 'public-security']);
    const audit = await house.database.owner.one(sql`
      SELECT before -> 'departments' AS before, after -> 'departments' AS after FROM audit.entry
       WHERE object = ${`${TABLES[kind]}/${it.id}`} AND act = 'sharing:limit' ORDER BY no DESC LIMIT 1 OFFSET 1`);
    expect(audit).toEqual({ before: [], after: ['housing', 'public-security'] });
  });
});

describe.each(KINDS)('departments of %s', (kind) => {
  it('limit it, its count and its past to their posts and to posts of all', async () => {
    const it = await thing(kind, 2);
    const then = house.clock().toISOString();
    house.clock.advance(60);
    expect([await sees(POLICE, it), await sees(HOUSING, it), await counted(HOUSING, kind)]).toEqual([true, true, 3]);
    const before = await layer(HOUSING, kind);
    expect((await limit(ALL, it, ['public-security'])).json<Audience>().departments).toEqual(['public-security']);
    const seen = [ALL, POLICE, HOUSING, { ...ALL, departments: [] }].map((one) => sees(one, it));
    expect(await Promise.all(seen)).toEqual([true, true, false, false]);
    expect([await counted(POLICE, kind), await counted(HOUSING, kind)]).toEqual([3, 2]);
    expect((await layer(HOUSING, kind)).tiles).not.toBe(before.tiles);
    for (const how of ['asKnownAt', 'asItWasAt'])
      expect([await sees(POLICE, it, `?${how}=${then}`), await sees(HOUSING, it, `?${how}=${then}`)]).toEqual([true, false]); // prettier-ignore
    await limit(ALL, it, [], ['public-security']);
    expect(await sees(HOUSING, it)).toBe(true);
  });

  it('are those that are there, never leave out who says it, and are not set over what another one set', async () => {
    const it = await thing(kind, 2);
    expect((await limit(ALL, it, ['nobody'])).json()).toMatchObject({ status: 422, type: '/problems/no-such-department' }); // prettier-ignore
    expect((await limit(HOUSING, it, ['public-security'])).json()).toMatchObject({ status: 422, type: '/problems/own-department-left-out' }); // prettier-ignore
    await limit(ALL, it, ['housing']);
    expect((await limit(ALL, it, ['public-security'])).json()).toMatchObject({ status: 409, type: '/problems/stale-revision' }); // prettier-ignore
    expect((await limit(ALL, it, [], ['housing'])).statusCode).toBe(200);
  });

  it('hold for the neighbour too', async () => {
    const it = await thing(kind, 2);
    await limit(ALL, it, ['public-security']);
    await share(ALL, it);
    expect(await sees({ ...NEIGHBOUR, departments: ['housing'] }, it)).toBe(false);
    expect(await sees({ ...NEIGHBOUR, departments: ['public-security'] }, it)).toBe(true);
    await unshare(ALL, it);
    await limit(ALL, it, [], ['public-security']);
  });
});

describe.each(['hazards', 'shelters'] as const)('what the public sees of %s', (kind) => {
  const copies = sql`SELECT code FROM ${identifier(`portal.${kind.slice(0, -1)}`)}`;
  const published = async () => (await house.database.owner.many<{ code: string }>(copies)).map(({ code }) => code);
  const answered = async () => {
    const set = (await house.as({ role: 'public' }).inject('/api/portal/published')).json<Published>();
    return set[kind].map(({ code }) => code);
  };

  it('is without what is limited, and has it again at once where the limit is lifted', async () => {
    const it = await thing(kind, 3);
    expect(await published()).toEqual(['3']);
    await limit(ALL, it, ['housing']);
    expect(await published()).toEqual([]);
    await expect.poll(answered).toEqual([]);
    await limit(ALL, it, [], ['housing']);
    expect(await published()).toEqual(['3']);
    await expect.poll(answered).toEqual(['3']);
  });

  it('is never what is not published', async () => {
    const it = await thing(kind, 1);
    await limit(ALL, it, ['housing']);
    await limit(ALL, it, [], ['housing']);
    expect(await published()).toEqual(['3']);
  });
});

describe.each(KINDS)('live, of %s', (kind) => {
  it('tells who gets it, who loses it that it is gone, and nobody else; and never what it is', async () => {
    const it = await thing(kind, 2);
    const screens = await Promise.all([COUNTY, POLICE, HOUSING, NEIGHBOUR, STRANGER].map((scope) => follow(scope)));
    const [own, police, housing, neighbour, stranger] = screens as [Screen, Screen, Screen, Screen, Screen];
    // What is limited or taken back later changes who is told of before: each step is heard before the next one.
    const heard = async (...numbers: number[]) => {
      for (const [at, one] of [own, police, housing, neighbour].entries())
        await expect.poll(() => one.of(it).length).toBe(numbers[at]);
    };
    await share(ALL, it);
    await heard(1, 1, 1, 1);
    await unshare(ALL, it);
    await heard(2, 2, 2, 2);
    await limit(ALL, it, ['public-security']);
    await heard(3, 3, 3, 2);
    await share(ALL, it);
    await heard(4, 4, 3, 3);
    await unshare(ALL, it);
    await heard(5, 5, 3, 4);
    await limit(ALL, it, [], ['public-security']);
    await heard(6, 6, 4, 4);
    expect(housing.of(it)).toEqual([
      ['sharing.shared', false],
      ['sharing.unshared', false],
      ['sharing.limited', true],
      ['sharing.limited', false],
    ]);
    expect(neighbour.of(it)).toEqual([
      ['sharing.shared', false],
      ['sharing.unshared', true],
      ['sharing.shared', false],
      ['sharing.unshared', true],
    ]);
    expect(own.of(it).some(([, gone]) => gone)).toBe(false);
    await expect.poll(() => stranger.through()).toBe(own.through());
    expect(stranger.all()).toBe('[]');
    for (const one of screens) {
      expect(one.all()).not.toContain(CANARY);
      one.close();
    }
  });

  it('does not replay what was told before it was limited', async () => {
    const from = await at(HOUSING);
    const it = await thing(kind, 1);
    await share(ALL, it);
    await unshare(ALL, it);
    await limit(ALL, it, ['public-security']);
    const late = await follow(HOUSING, from);
    const { seq } = await at(HOUSING);
    await expect.poll(() => late.through()).toBe(seq);
    late.close();
    expect(late.of(it)).toEqual([['sharing.limited', true]]);
    await limit(ALL, it, [], ['public-security']);
  });
});

const SHARING = 'sharing';
const at = async (scope: TestScope) => positionOf({ app: house, topic: SHARING }, scope);
type Screen = Awaited<ReturnType<typeof follow>>;

async function follow(scope: TestScope, from?: Cursor) {
  const screen = await followTopic<SharedThing>({ app: house, url, topic: SHARING }, scope, from);
  return {
    ...screen,
    of: ({ id }: SharedThing) => screen.of(id).map((event): [string, boolean] => [event.name, 'gone' in event]),
    all: () => JSON.stringify(screen.events),
  };
}
