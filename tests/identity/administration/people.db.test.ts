import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../../db/sql.ts';
import type { PersonRow } from '../../../server/identity/administration/contract.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { settle } from '../../support/builders/city.ts';
import { twoCounties } from '../../support/builders/grids.ts';
import { lastEntries, somebodyIn, type Somebody } from './somebody-in.ts';

const XISHAN = '320205';
const LIANGXI = '320213';
let app: TestApp;
let system: Somebody;
let neighbour: Somebody;
beforeAll(async () => {
  app = await startApp();
  await settle(app, twoCounties());
  system = await somebodyIn(app, 'system-admin', [XISHAN]);
  neighbour = await somebodyIn(app, 'system-admin', [LIANGXI]);
});
afterAll(() => app.close());

const aPerson = async (login: string, name = '王小明', divisionPath = XISHAN) =>
  (await system.ask('POST', '/people', { login, name, divisionPath })).body as { id: string; password: string };

it('makes an account whose password is of use once, and writes down who made it but not the password', async () => {
  const { id, password } = await aPerson('wang.xiaoming');
  expect(password).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
  const [entry] = await lastEntries(app, 1);
  expect(entry).toMatchObject({ actor: system.id, act: 'identity:manage-people', object: `identity.person/${id}` });
  expect(JSON.stringify(entry)).not.toContain(password);
  const kept = await app.database.owner.one(
    sql`SELECT password_hash AS hash, must_change AS "mustChange" FROM identity.person WHERE id = ${id}`,
  );
  expect(kept).toMatchObject({ hash: expect.stringMatching(/^\$argon2id\$/), mustChange: true });
});

it('finds people by name, login and initials, page by page, and counts them', async () => {
  for (const login of ['zhao.a', 'zhao.b', 'zhao.c']) await aPerson(login, '赵铁柱');
  for (const q of ['赵铁', 'zhao.', 'ztz']) {
    const { body } = await system.ask('GET', `/people?q=${encodeURIComponent(q)}&limit=2`);
    expect(body).toMatchObject({ total: 3, next: 'zhao.b' });
    const rest = await system.ask('GET', `/people?q=${encodeURIComponent(q)}&limit=2&after=${body.next}`);
    expect([...body.items, ...rest.body.items].map(({ login }: { login: string }) => login)).toEqual([
      'zhao.a',
      'zhao.b',
      'zhao.c',
    ]);
    expect(rest.body.next).toBeNull();
  }
});

it('keeps a county to itself: another administrator neither sees, counts nor changes its people', async () => {
  const { id } = await aPerson('only.xishan', '独孤一');
  const before = (await neighbour.ask('GET', '/people?state=all')).body.total;
  await aPerson('only.xishan.2', '独孤二');
  expect((await neighbour.ask('GET', '/people?state=all')).body.total).toBe(before);
  expect((await neighbour.ask('GET', '/people?q=only.xishan')).body).toMatchObject({ items: [], total: 0 });
  expect((await neighbour.ask('GET', `/people/${id}`)).status).toBe(404);
  expect((await neighbour.ask('PATCH', `/people/${id}`, { name: '别人' })).status).toBe(404);
  expect((await neighbour.ask('POST', `/people/${id}/password`)).status).toBe(404);
  expect((await neighbour.ask('GET', '/people/export')).text).not.toContain('only.xishan');
  expect((await system.ask('PATCH', `/people/${id}`, { divisionPath: LIANGXI })).status).toBe(403);
  expect((await neighbour.ask('POST', '/people', { login: 'x.y', name: '某', divisionPath: XISHAN })).status).toBe(403);
});

it('puts out at once whom it deactivates, and lets them in again', async () => {
  const officer = await somebodyIn(app, 'duty-officer', [XISHAN]);
  expect((await officer.ask('GET', '/session')).body.role).toBe('duty-officer');
  const { status, body } = await system.ask('PATCH', `/people/${officer.id}`, { active: false });
  expect([status, body.deactivatedAt]).toEqual([200, expect.any(String)]);
  expect((await officer.ask('GET', '/session')).body.role).toBe('public');
  const ended = await app.database.owner.one(
    sql`SELECT ended_why AS why FROM identity.session WHERE person_id = ${officer.id}`,
  );
  expect(ended).toEqual({ why: 'deactivated' });
  expect((await system.ask('PATCH', `/people/${officer.id}`, { active: true })).body.deactivatedAt).toBeNull();
  expect((await officer.ask('GET', '/session')).body.role).toBe('public');
  expect((await system.ask('PATCH', `/people/${system.id}`, { active: false })).body.type).toBe(
    '/problems/not-yourself',
  );
});

it('sets a new password of staff alone, and nobody goes on with the old one', async () => {
  const clerk = await somebodyIn(app, 'clerk', [XISHAN]);
  const { status, body } = await system.ask('POST', `/people/${clerk.id}/password`);
  expect([status, body.password]).toEqual([200, expect.any(String)]);
  expect((await clerk.ask('GET', '/session')).body.role).toBe('public');
  const auditor = await somebodyIn(app, 'audit-admin', [XISHAN]);
  const refused = await system.ask('POST', `/people/${auditor.id}/password`);
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/two-persons-needed']);
  const bySql = app.database
    .as(system.scope)
    .one(sql`UPDATE identity.person SET password_hash = '$argon2id$x' WHERE id = ${auditor.id}`);
  await expect(bySql).rejects.toThrow(/two persons/);
});

it('looks at a file row by row, and makes all of it or nothing', async () => {
  const bad =
    '登录名,姓名,区划\nok.one,甲,320205\nNOT OK,乙,320205\nok.one,,锡山区\nok.two,丙,320213\nwang.xiaoming,丁,320205\n';
  const looked = await system.ask('POST', '/people/import', { csv: bad, dryRun: true });
  expect(looked.body.rows.map(({ row, faults }: PersonRow) => [row, faults])).toEqual([
    [2, []],
    [3, ['login-invalid']],
    [4, ['login-twice', 'name-missing']],
    [5, ['division-unknown']],
    [6, ['login-taken']],
  ]);
  const refused = await system.ask('POST', '/people/import', { csv: bad, dryRun: false });
  expect([refused.status, refused.body.type]).toEqual([422, '/problems/people-file-has-faults']);
  expect((await system.ask('GET', '/people?q=ok.one')).body.total).toBe(0);

  const good = '\ufefflogin,name,division\r\nok.one,甲,320205\r\nok.two,乙,锡山区\r\n';
  const made = await system.ask('POST', '/people/import', { csv: good, dryRun: false });
  expect(made.body).toMatchObject({
    made: 2,
    rows: [{ password: expect.any(String) }, { division: { path: XISHAN } }],
  });
  expect((await system.ask('GET', '/people?q=ok.')).body.total).toBe(2);
  // A login of another county is taken too: nothing is made then.
  const hidden = `login,name,division\nok.three,甲,320205\n${neighbour.login},乙,320205\n`;
  expect((await system.ask('POST', '/people/import', { csv: hidden, dryRun: false })).status).toBe(422);
  expect((await system.ask('GET', '/people?q=ok.three')).body.total).toBe(0);
  expect((await system.ask('POST', '/people/import', { csv: 'a,b\n1,2\n', dryRun: true })).body.type).toBe(
    '/problems/no-people-file',
  );
});

it('hands the open work of an account to another one, within the areas', async () => {
  const from = await somebodyIn(app, 'clerk', [XISHAN]);
  const to = await somebodyIn(app, 'clerk', [XISHAN], { name: '继任者' });
  await app.database.owner.one(sql`
    INSERT INTO views.saved_view (name, address, shared, owner, owner_name, division_path) VALUES ('积水点', '?panel=hazards', false, ${from.id}, '前任', ${XISHAN})`);
  expect((await neighbour.ask('POST', `/people/${from.id}/transfer`, { to: to.id })).status).toBe(404);
  expect((await system.ask('POST', `/people/${from.id}/transfer`, { to: to.id })).body).toEqual({
    imports: 0,
    views: 1,
  });
  const view = await app.database.owner.one(
    sql`SELECT owner, owner_name AS name FROM views.saved_view WHERE name = '积水点'`,
  );
  expect(view).toEqual({ owner: to.id, name: '继任者' });
  const [entry] = await lastEntries(app, 1);
  expect(entry).toMatchObject({ act: 'identity:transfer-work', after: { to: to.id, views: 1 } });
});
