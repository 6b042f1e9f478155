// Before there is an account hardly anything is served, and somebody says how to make one.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { accountCommands } from '../../server/identity/account-commands.ts';
import { makeFirstAccounts } from '../../server/identity/first-accounts.ts';
import { startApp, type StartOptions, type TestApp } from '../support/app.ts';
import { aBrowser } from './person.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ setUp: 'real' });
  await aCity(app);
});
afterAll(() => app.close());

const aCity = (of: TestApp) =>
  of.database.owner.one(sql`
    INSERT INTO grids.division (path, code, name, name_initials, name_pinyin, level, parent_path, centre, bounds, quasi, synthetic)
    SELECT path, rpad(path, 12, '0'), name, '', '', level, parent, ST_Point(120.3, 31.5, 4326), ST_MakeEnvelope(120, 31, 121, 32, 4326), false, true
      FROM (VALUES ('3202', '无锡市', 'city', NULL), ('320205', '锡山区', 'county', '3202')) AS made (path, name, level, parent)`);

async function type(of: TestApp, line: string): Promise<{ code: number; said: string[] }> {
  const words = line.split(' ');
  const command = accountCommands.find(({ name }) => line.startsWith(name))!;
  const said: string[] = [];
  const io = { print: (text: string) => void said.push(text), cwd: '/', serving: false };
  const code = await command.run(of.services, words.slice(command.name.split(' ').length), io);
  return { code, said };
}

const OPEN_BEFORE = ['GET /api/health', 'GET /api/identity/sign-in/ways'];

it('serves the portal and health without an account, and of everything else says that it is not set up', async () => {
  const routes = app.services.declarations.all().filter(({ kind }) => kind === 'route');
  expect(routes.length).toBeGreaterThan(100);
  const open = new Set<string>();
  for (const { what } of routes) {
    const [methods, url] = what.split(' ') as [string, string];
    const method = methods.split(',')[0] as 'GET';
    if (!methods.startsWith('HEAD') && !url.includes('*')) {
      const path = url.replaceAll(/:\w+/g, '1');
      const answer = await app.inject({ method, url: path });
      const isShut = answer.statusCode === 503 && answer.json<{ type: string }>().type === '/problems/not-set-up';
      if (!isShut) open.add(what);
    }
  }
  const unexpected = [...open].filter(
    (what) => !/^GET \/(api\/portal|public)\b/.test(what) && !OPEN_BEFORE.includes(what),
  );
  expect(unexpected).toEqual([]);
  expect([...open]).toEqual(expect.arrayContaining(OPEN_BEFORE));
  expect([...open].filter((what) => what.includes('/api/portal')).length).toBeGreaterThan(1);
});

it('says on the server how to make the first account, where nothing is made by itself', async () => {
  const said: string[] = [];
  await makeFirstAccounts(app.services, (line) => said.push(line));
  expect(said.join('\n')).toContain('npm run fengsui -- user create LOGIN --role system-admin --name NAME');
  expect(await app.database.owner.one(sql`SELECT FROM identity.person`)).toBeUndefined();
});

it('makes the first account by a command, prints its password once, and opens with it', async () => {
  const { code, said } = await type(app, 'user create first --role system-admin --name 王主任');
  expect(code).toBe(0);
  const password = /^Account first (\S+)$/.exec(said[0]!)![1]!;
  const browser = aBrowser(app);
  expect((await browser.signIn('first', password)).json()).toMatchObject({ step: 'new-password' });
  const taken = await browser.ask('PUT', '/password', { current: password, next: 'a quiet lamp by the canal' });
  expect(taken.json()).toMatchObject({ user: { name: '王主任' }, role: 'system-admin', areas: ['3202'], step: null });
  const stored = await app.database.owner.one<{ text: string }>(sql`
    SELECT (SELECT string_agg(p::text, ' ') FROM identity.person p) || (SELECT string_agg(e::text, ' ') FROM audit.entry e) AS text`);
  expect(stored!.text).not.toContain(password);
  expect(
    await app.database.owner.one(sql`SELECT actor FROM audit.entry WHERE act = 'identity:create-account'`),
  ).toEqual({ actor: 'operator' });
});

it.each([
  ['user create A --role manager', /A login has 2 to 40/],
  ['user create somebody', /--role is one of duty-officer, manager/],
  ['user create somebody --role king', /--role is one of/],
  ['user create somebody --role unit', /--unit/],
  ['user create somebody --role manager --areas 999999', /division paths that are loaded/],
  ['user create first --role manager', /already/],
  ['user reset nobody', /no account nobody/],
])('refuses "%s" and says why', async (line, why) => {
  const { code, said } = await type(app, line);
  expect(code).toBe(2);
  expect(said.join('\n')).toMatch(why);
});

it('resets a password from the shell: the one before opens nothing, sessions end, the account is listed', async () => {
  const made = await type(app, 'user create reset-me --role clerk --areas 320205 --title 窗口');
  const before = made.said[0]!.split(' ')[2]!;
  const browser = aBrowser(app);
  await browser.signIn('reset-me', before);
  const { said } = await type(app, 'user reset reset-me --second-factor');
  expect(await browser.session()).toMatchObject({ step: null, role: 'public' });
  expect((await aBrowser(app).signIn('reset-me', before)).statusCode).toBe(401);
  expect((await aBrowser(app).signIn('reset-me', said[0]!.split(' ')[2])).json()).toMatchObject({
    step: 'new-password',
  });
  expect((await type(app, 'user list')).said).toContain('reset-me\treset-me\tclerk\t-\tactive');
});

const demonstration = async (
  env: NonNullable<StartOptions['env']>,
  look: (given: { app: TestApp; said: string[] }) => Promise<void>,
) => {
  const fresh = await startApp({ setUp: 'real', env });
  try {
    await aCity(fresh);
    const said: string[] = [];
    await makeFirstAccounts(fresh.services, (line) => said.push(line));
    await look({ app: fresh, said });
  } finally {
    await fresh.close();
  }
};

it('makes one account a role for a demonstration, once, each with a password of its own that opens it', async () => {
  await demonstration({ DEMO: 'on' }, async ({ app: fresh, said }) => {
    const accounts = said.flatMap((line) => (line.startsWith('Account ') ? [line.split(' ').slice(1)] : []));
    expect(accounts.map(([login]) => login)).toEqual([
      'duty-officer',
      'manager',
      'clerk',
      'analyst',
      'grid-worker',
      'unit',
      'system-admin',
      'security-admin',
      'audit-admin',
    ]);
    expect(new Set(accounts.map(([, password]) => password)).size).toBe(9);
    for (const [login, password] of accounts)
      expect((await aBrowser(fresh).signIn(login!, password)).json(), login).toMatchObject({
        role: login,
        step: null,
        areas: ['3202'],
        user: { name: expect.stringMatching(/^演示/) },
      });
    const again: string[] = [];
    await makeFirstAccounts(fresh.services, (line) => again.push(line));
    expect(again).toEqual([]);
  });
});

it('makes none on a database that others use', async () => {
  await demonstration({ DEMO: 'on', DATABASE_URL: 'postgres://somewhere/fengsui' }, async ({ said }) => {
    expect(said.join('\n')).toMatch(/user create/);
    expect(said.join('\n')).not.toMatch(/^Account /m);
  });
});
