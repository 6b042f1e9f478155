import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../../db/sql.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { settle } from '../../support/builders/city.ts';
import { twoCounties } from '../../support/builders/grids.ts';
import { lastEntries, somebodyIn, type Somebody } from './somebody-in.ts';

const CITY = '3202';
const XISHAN = '320205';
const LIANGXI = '320213';
let app: TestApp;
let security: Somebody;
beforeAll(async () => {
  app = await startApp();
  await settle(app, twoCounties());
  security = await somebodyIn(app, 'security-admin', [XISHAN]);
});
afterAll(() => app.close());

const epochOf = async ({ id }: Pick<Somebody, 'id'>) =>
  (await app.database.owner.one<{ epoch: number }>(sql`SELECT epoch FROM identity.scope_epoch WHERE subject = ${id}`))
    ?.epoch ?? 0;
const grant = (person: Somebody, parts: object = {}) =>
  security.ask('POST', '/posts', { personId: person.id, role: 'clerk', areas: [XISHAN], ...parts });
const DAY = '2030-01-02T00:00:00Z';

it('grants, changes and ends a post; each raises the epoch of the person and is written down', async () => {
  const clerk = await somebodyIn(app, 'analyst', [XISHAN]);
  const before = await epochOf(clerk);
  const { status, body } = await grant(clerk, { title: '信息员', departments: ['emergency'] });
  expect([status, body]).toMatchObject([
    201,
    { role: 'clerk', state: 'in-force', areas: [{ path: XISHAN, name: '锡山区' }] },
  ]);
  expect(await epochOf(clerk)).toBe(before + 1);
  const changed = await security.ask('PATCH', `/posts/${body.id}`, { title: '值班信息员', to: DAY });
  expect(changed.body).toMatchObject({ title: '值班信息员', to: '2030-01-02T00:00:00.000Z' });
  const ended = await security.ask('DELETE', `/posts/${body.id}`);
  expect(ended.body.state).toBe('over');
  expect(await epochOf(clerk)).toBe(before + 3);
  const [entry] = await lastEntries(app, 1);
  expect(entry).toMatchObject({
    actor: security.id,
    act: 'identity:grant-posts',
    before: { state: 'in-force' },
    after: { state: 'over' },
  });
  expect((await security.ask('DELETE', `/posts/${body.id}`)).body.type).toBe('/problems/post-ended');
});

it('asks whoever sits in an ended post for another one', async () => {
  const officer = await somebodyIn(app, 'duty-officer', [XISHAN]);
  await security.ask('DELETE', `/posts/${officer.post}`);
  expect((await officer.ask('GET', '/session')).body).toMatchObject({ role: 'public', step: 'post' });
});

it('grants nothing to itself, to administrators, outside of its areas, or to people of another county', async () => {
  const clerk = await somebodyIn(app, 'clerk', [XISHAN]);
  const foreign = await somebodyIn(app, 'clerk', [LIANGXI]);
  const auditor = await somebodyIn(app, 'audit-admin', [XISHAN]);
  expect((await grant(security)).body.type).toBe('/problems/not-yourself');
  expect((await grant(auditor)).body.type).toBe('/problems/separate-persons');
  expect((await grant(clerk, { areas: [CITY] })).status).toBe(403);
  expect((await grant(clerk, { areas: [XISHAN, LIANGXI] })).status).toBe(403);
  expect((await grant(foreign)).status).toBe(404);
  expect((await grant(clerk, { role: 'system-admin' })).status).toBe(422);
  expect((await security.ask('DELETE', `/posts/${foreign.post}`)).status).toBe(404);
  expect((await security.ask('DELETE', `/posts/${security.post}`)).body.type).toBe('/problems/not-yourself');
  const listed = await security.ask('GET', `/posts?person=${foreign.id}&state=all`);
  expect(listed.body).toMatchObject({ items: [], total: 0 });
});

it('lets nobody reach further by SQL: typed areas, a typed actor or a borrowed role are no post', async () => {
  const clerk = await somebodyIn(app, 'clerk', [XISHAN]);
  const staff = await somebodyIn(app, 'manager', [CITY]);
  const insert = (person: string, areas: readonly string[], role = 'manager') =>
    sql`INSERT INTO identity.post (person_id, role, areas) VALUES (${person}, ${role}, ${areas}) RETURNING id`;
  const as = (scope: object) => app.database.as({ ...security.scope, ...scope });
  await expect(as({}).one(insert(security.id, [XISHAN]))).rejects.toThrow();
  await expect(as({}).one(insert(clerk.id, [XISHAN], 'audit-admin'))).rejects.toThrow();
  await expect(as({ areas: [CITY] }).one(insert(clerk.id, [CITY]))).rejects.toThrow(/No post of yours/);
  const withoutSession = { ...security.scope };
  delete (withoutSession as { session?: string }).session;
  await expect(app.database.as(withoutSession).one(insert(clerk.id, [XISHAN]))).rejects.toThrow();
  // A manager's session in the role of the security administrator, with that one's name.
  const borrowed = { ...staff.scope, role: 'security', actor: security.id } as const;
  await expect(app.database.as(borrowed).one(insert(clerk.id, [XISHAN]))).rejects.toThrow(/No post of yours/);
  for (const role of ['staff', 'unit', 'system', 'audit', 'public', 'feed', 'remote', 'tile'] as const)
    await expect(as({ role }).one(insert(clerk.id, [XISHAN]))).rejects.toThrow();
});

it('lets somebody stand in within the post, for its time, and no longer than it lasts', async () => {
  const absent = await somebodyIn(app, 'duty-officer', [XISHAN], { name: '缺勤人' });
  const deputy = await somebodyIn(app, 'clerk', [XISHAN]);
  const stand = (parts: object) =>
    security.ask('POST', `/posts/${absent.post}/substitutions`, {
      personId: deputy.id,
      areas: [`${XISHAN}001`],
      from: app.clock().toISOString(),
      to: DAY,
      ...parts,
    });
  const { status, body } = await stand({ acts: ['incidents:read', 'incidents:acknowledge'] });
  expect([status, body]).toMatchObject([
    201,
    { role: 'duty-officer', substituteFor: '缺勤人', to: '2030-01-02T00:00:00.000Z' },
  ]);
  expect((await stand({ personId: absent.id })).body.type).toBe('/problems/not-yourself');
  // Of a substitute there is no substitute, and the limits hold in the database too.
  const chained = await security.ask('POST', `/posts/${body.id}/substitutions`, {
    personId: (await somebodyIn(app, 'clerk', [XISHAN])).id,
    areas: [XISHAN],
    from: DAY,
    to: '2030-01-03T00:00:00Z',
  });
  expect([chained.status, chained.body.type]).toEqual([422, '/problems/rule-broken']);
  const narrow = await grant(await somebodyIn(app, 'analyst', [XISHAN]), {
    areas: [`${XISHAN}001`],
    departments: ['health'],
    to: DAY,
  });
  const wider = (columns: { areas?: string[]; departments?: string[]; role?: string; to?: string }) => {
    const { areas = [`${XISHAN}001`], departments = ['health'], role = 'clerk', to = DAY } = columns;
    return app.database.as(security.scope).one(sql`
      INSERT INTO identity.post (person_id, role, areas, departments, substitute_of, valid_to)
      VALUES (${deputy.id}, ${role}, ${areas}, ${departments}, ${narrow.body.id}, ${to}) RETURNING id`);
  };
  for (const more of [
    { areas: [XISHAN] },
    { departments: ['*'] },
    { departments: ['housing'] },
    { role: 'manager' },
    { to: '2030-02-01T00:00:00Z' },
  ])
    await expect(wider(more), JSON.stringify(more)).rejects.toThrow(/no more than the post/);
  const fitting = (await wider({})) as { id: string };
  await security.ask('DELETE', `/posts/${narrow.body.id}`);
  expect(
    await app.database.owner.one(sql`SELECT ended_at IS NOT NULL AS ended FROM identity.post WHERE id = ${fitting.id}`),
  ).toEqual({ ended: true });
});

it('lets nobody stand in for longer than the post when it is shortened, and ends it still', async () => {
  const absent = await grant(await somebodyIn(app, 'duty-officer', [XISHAN]), { to: '2030-01-09T00:00:00Z' });
  const standIn = async (from: string) => {
    const deputy = await somebodyIn(app, 'clerk', [XISHAN]);
    const { body } = await security.ask('POST', `/posts/${absent.body.id}/substitutions`, {
      personId: deputy.id,
      areas: [XISHAN],
      from,
      to: '2030-01-08T00:00:00Z',
    });
    return body.id as string;
  };
  const [now, later] = [await standIn(app.clock().toISOString()), await standIn('2030-01-06T00:00:00Z')];
  const shortened = await security.ask('PATCH', `/posts/${absent.body.id}`, { to: '2030-01-05T00:00:00Z' });
  expect(shortened.status).toBe(200);
  const listed = (await security.ask('GET', '/posts?state=all')).body.items as { id: string }[];
  const found = (id: string) => listed.find((post) => post.id === id);
  expect(found(now)).toMatchObject({ to: '2030-01-05T00:00:00.000Z', endedAt: null });
  expect(found(later)).toMatchObject({ state: 'over' });
  expect((await security.ask('DELETE', `/posts/${absent.body.id}`)).status).toBe(200);
  const after = await app.database.owner.one(
    sql`SELECT ended_at IS NOT NULL AS ended FROM identity.post WHERE id = ${now}`,
  );
  expect(after).toEqual({ ended: true });
});
