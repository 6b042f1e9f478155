// Single sign-on with a real provider, its own process: who gets in, as whom, in which posts.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { capabilities } from '../../server/capabilities.ts';
import { loadTown } from '../incidents/town.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { CLIENT_SECRET, startOidcProvider, type OidcProvider } from '../support/oidc-provider.ts';

const HOME = 'http://localhost:8080';
const MAP = 'duty = duty-officer @ 320205; clerks = clerk @ 320205,320213 / emergency; sec = !security-admin @ 3202';
const PEOPLE = {
  zhang: { name: '张值班', roles: ['duty'], email: 'zhang@example.cn', preferred_username: 'local' },
  strange: { name: '外人', roles: ['visitors'] },
  both: { name: '两头', roles: ['duty', 'sec'] },
  sec: { name: '安全', roles: ['sec'], amr: ['pwd', 'otp'] },
  local: { name: '本地', roles: ['duty'] },
};

let provider: OidcProvider;
let app: TestApp;
beforeAll(async () => {
  provider = await startOidcProvider(HOME, PEOPLE);
  app = await startApp({ now: new Date().toISOString(), env: envOf(provider.issuer) });
  await loadTown(app.database.owner);
});
afterAll(async () => {
  await app.close();
  await provider.stop();
});

const envOf = (issuer: string) => ({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: 'fengsui',
  OIDC_CLIENT_SECRET: CLIENT_SECRET,
  OIDC_NAME: '政务统一认证',
  OIDC_ROLE_MAP: MAP,
  OIDC_SECOND_FACTOR: 'otp, mfa',
});

const cookiesOf = (answer: { headers: Record<string, unknown> }) =>
  [answer.headers['set-cookie'] ?? []].flat().map((cookie) => String(cookie).split(';')[0]!);
const get = (url: string, cookie = '') => app.inject({ url, headers: { cookie } });

async function begin(back = '/') {
  const started = await get(`/api/identity/oidc/start?back=${encodeURIComponent(back)}`);
  expect(started.statusCode).toBe(303);
  return { at: String(started.headers.location), cookie: cookiesOf(started).join('; '), answer: started };
}

async function signIn(subject: string, back?: string) {
  const { at, cookie } = await begin(back);
  const arrived = await provider.signIn(at, subject);
  const path = `${arrived.pathname}${arrived.search}`;
  const answer = await get(path, cookie);
  return { answer, location: String(answer.headers.location), session: cookiesOf(answer).join('; '), path, cookie };
}

const who = async (cookie: string) =>
  (await get('/api/identity/session', cookie)).json<{
    role: string;
    step: string | null;
    areas: string[];
    user: { id: string; name: string };
    posts: { role: string }[];
  }>();
const posts = (name: string) =>
  app.database.owner.many<{ role: string; by: string; ended: boolean }>(sql`
    SELECT o.role, o.granted_by AS by, o.ended_at IS NOT NULL AS ended
      FROM identity.post o JOIN identity.person p ON p.id = o.person_id WHERE p.name = ${name} ORDER BY o.role, o.granted_at`);

it('says how one may sign in', async () => {
  expect((await get('/api/identity/sign-in/ways')).json()).toEqual({ oidc: { name: '政务统一认证' }, passkey: true });
  const other = await startApp({ database: app.database });
  expect((await other.inject('/api/identity/sign-in/ways')).json()).toMatchObject({ oidc: null });
  const refused = await other.inject('/api/identity/oidc/start');
  expect(refused.headers.location).toBe('/?sign-in-problem=oidc-off');
  await other.close();
});

it('asks the provider by code, with PKCE, state and nonce, and keeps them out of the browser', async () => {
  const { at, answer, cookie } = await begin();
  const asked = new URL(at);
  expect(asked.origin).toBe(provider.issuer);
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'fengsui',
    redirect_uri: `${HOME}/api/identity/oidc/callback`,
    code_challenge_method: 'S256',
  });
  expect(asked.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
  expect(asked.searchParams.get('nonce')).toMatch(/^[\w-]{43}$/);
  expect(String(answer.headers['set-cookie'])).toMatch(/; Max-Age=600; HttpOnly; SameSite=Lax$/);
  expect(cookie).not.toContain(asked.searchParams.get('state'));
});

it('makes the account at the first sign-in, in the post of the claims, and goes back to where one was', async () => {
  const first = await signIn('zhang', '/?sel=hazard%2FH-1#there');
  expect(first.location).toBe('/?sel=hazard%2FH-1#there');
  const session = await who(first.session);
  expect(session).toMatchObject({ role: 'duty-officer', step: null, areas: ['320205'], user: { name: '张值班' } });
  const again = await signIn('zhang');
  expect((await who(again.session)).user.id).toBe(session.user.id);
  expect(await posts('张值班')).toEqual([{ role: 'duty-officer', by: 'oidc', ended: false }]);
  const acts = await app.database.owner.many<{ act: string; actor: string }>(
    sql`SELECT act, actor FROM audit.entry WHERE object = ${`identity.person/${session.user.id}`} ORDER BY no`,
  );
  expect(acts.slice(0, 3)).toEqual([
    { act: 'identity:create-account', actor: 'oidc' },
    { act: 'identity:follow-claims', actor: 'oidc' },
    { act: 'identity:sign-in', actor: session.user.id },
  ]);
});

it('never takes a name or an address of mail for a person', async () => {
  const { owner } = app.database;
  await owner.one(
    sql`INSERT INTO identity.person (id, login, name, division_path) VALUES ('p-local', 'local', '本地老人', '3202')`,
  );
  const session = await who((await signIn('local')).session);
  expect(session.user.id).not.toBe('p-local');
  const logins = await owner.many<{ login: string }>(
    sql`SELECT login FROM identity.person WHERE oidc_subject IS NOT NULL`,
  );
  for (const { login } of logins) expect(login).toMatch(/^sso-[0-9a-f]{16}$/);
});

it('lets an operator say which account a subject is', async () => {
  const { owner } = app.database;
  await owner.one(
    sql`INSERT INTO identity.person (id, login, name, division_path) VALUES ('p-old', 'old', '老账号', '3202')`,
  );
  provider.setPeople({ ...PEOPLE, linked: { name: '别名', roles: ['duty'] } });
  const link = capabilities.flatMap(({ commands = [] }) => commands).find(({ name }) => name === 'oidc link')!;
  expect(await link.run(app.services, ['old', 'linked'], { print: () => undefined, cwd: '.', serving: false })).toBe(0);
  expect(await who((await signIn('linked')).session)).toMatchObject({ user: { id: 'p-old', name: '老账号' } });
});

it('has posts follow the claims, and leaves those that people granted', async () => {
  const { owner } = app.database;
  provider.setPeople({ ...PEOPLE, wang: { name: '王会变', roles: ['duty'] } });
  await signIn('wang');
  await owner.one(sql`
    INSERT INTO identity.post (person_id, role, areas, granted_by)
    SELECT id, 'analyst', '{320213}', 'somebody' FROM identity.person WHERE name = '王会变'`);
  provider.setPeople({ ...PEOPLE, wang: { name: '王会变', roles: ['clerks'] } });
  const { session } = await signIn('wang');
  expect((await who(session)).posts.map(({ role }) => role).sort()).toEqual(['analyst', 'clerk']);
  expect(await posts('王会变')).toEqual([
    { role: 'analyst', by: 'somebody', ended: false },
    { role: 'clerk', by: 'oidc', ended: false },
    { role: 'duty-officer', by: 'oidc', ended: true },
  ]);
});

it('lets nobody in without a post, and ends what the claims no longer give', async () => {
  const refused = await signIn('strange', '/?t=1');
  expect(refused.location).toBe('/?t=1&sign-in-problem=oidc-no-post');
  expect(refused.session).not.toContain('fengsui-session=');
  expect(await posts('外人')).toEqual([]);
  provider.setPeople({ ...PEOPLE, zhao: { name: '赵离任', roles: ['duty'] } });
  const { session } = await signIn('zhao');
  expect((await who(session)).role).toBe('duty-officer');
  provider.setPeople({ ...PEOPLE, zhao: { name: '赵离任', roles: [] } });
  expect((await signIn('zhao')).location).toBe('/?sign-in-problem=oidc-no-post');
  expect((await who(session)).role).toBe('public');
});

it('makes nobody an administrator beside another post, whoever granted that', async () => {
  expect((await signIn('both')).location).toBe('/?sign-in-problem=oidc-duties-clash');
  const { owner } = app.database;
  await signIn('sec');
  provider.setPeople({ ...PEOPLE, sec: { name: '安全', roles: [] } });
  await signIn('sec');
  await owner.one(sql`
    INSERT INTO identity.post (person_id, role, areas, granted_by, valid_from)
    SELECT id, 'clerk', '{3202}', 'somebody', platform.now() FROM identity.person WHERE name = '安全'`);
  provider.setPeople(PEOPLE);
  expect((await signIn('sec')).location).toBe('/?sign-in-problem=oidc-duties-clash');
  expect((await posts('安全')).filter(({ ended }) => !ended)).toEqual([
    { role: 'clerk', by: 'somebody', ended: false },
  ]);
});

it('takes the second factor of the provider where it says that it saw one, and asks for ours where not', async () => {
  const strict = await startApp({
    now: new Date().toISOString(),
    database: app.database,
    env: { ...envOf(provider.issuer), SECOND_FACTOR: 'everybody' },
  });
  const through = async (subject: string) => {
    const started = await strict.inject('/api/identity/oidc/start');
    const arrived = await provider.signIn(String(started.headers.location), subject);
    const cookie = cookiesOf(started).join('; ');
    const answer = await strict.inject({ url: `${arrived.pathname}${arrived.search}`, headers: { cookie } });
    const session = await strict.inject({
      url: '/api/identity/session',
      headers: { cookie: cookiesOf(answer).join('; ') },
    });
    return session.json<{ role: string; step: string | null }>();
  };
  provider.setPeople({
    ...PEOPLE,
    one: { name: '一步', roles: ['duty'], amr: ['pwd'] },
    two: { name: '两步', roles: ['duty'], amr: ['pwd', 'otp'] },
  });
  expect(await through('one')).toMatchObject({ role: 'public', step: 'enrolment' });
  expect(await through('two')).toMatchObject({ role: 'duty-officer', step: null });
  await strict.close();
});

it('lets nobody in whose account was deactivated', async () => {
  provider.setPeople({ ...PEOPLE, gone: { name: '已走', roles: ['duty'] } });
  await signIn('gone');
  await app.database.owner.one(sql`UPDATE identity.person SET deactivated_at = platform.now() WHERE name = '已走'`);
  expect((await signIn('gone')).location).toBe('/?sign-in-problem=oidc-deactivated');
});

it('tells where to sign out at the provider, to whom has signed in there', async () => {
  const { session } = await signIn('zhang');
  const { url } = (await get('/api/identity/oidc/end-session', session)).json<{ url: string }>();
  expect(url).toMatch(new RegExp(`^${provider.issuer}/session/end\\?`));
  expect(new URL(url).searchParams.get('post_logout_redirect_uri')).toBe(`${HOME}/`);
  expect((await get('/api/identity/oidc/end-session')).json()).toEqual({ url: null });
});

it.each([
  ['//evil.example/x'],
  ['/\\evil.example'],
  ['https://evil.example/'],
  ['javascript:alert(1)'],
  ['/\t/evil.example'],
  ['/api/identity/oidc/start'],
  ['/..//evil.example'],
  [`/${'x'.repeat(1999)}`],
])('sends nobody to %s', async (back) => {
  const { location } = await signIn('zhang', back);
  expect(new URL(location, HOME).origin).toBe(HOME);
  expect(location.startsWith('//')).toBe(false);
  if (back.length < 1000) expect(location).toBe('/');
});

it('takes each answer once, from the browser that asked, while it is fresh', async () => {
  const { path, cookie, session } = await signIn('zhang');
  expect(session).toContain('fengsui-session=');
  expect((await get(path, cookie)).headers.location).toBe('/?sign-in-problem=oidc-expired');

  const { at, cookie: mine } = await begin();
  const arrived = await provider.signIn(at, 'zhang');
  const back = `${arrived.pathname}${arrived.search}`;
  expect((await get(back)).headers.location).toBe('/?sign-in-problem=oidc-expired');
  const other = await begin();
  expect((await get(back, other.cookie)).headers.location).toBe('/?sign-in-problem=oidc-expired');
  const forged = new URL(arrived);
  forged.searchParams.set('state', 'x'.repeat(43));
  expect((await get(`${forged.pathname}${forged.search}`, mine)).headers.location).toBe(
    '/?sign-in-problem=oidc-expired',
  );
  forged.searchParams.delete('state');
  expect((await get(`${forged.pathname}${forged.search}`, mine)).headers.location).toBe(
    '/?sign-in-problem=oidc-expired',
  );
  // None of these has spoilt the sign-in of the one who asked.
  expect(cookiesOf(await get(back, mine)).join()).toContain('fengsui-session=');

  const late = await begin();
  const lateArrived = await provider.signIn(late.at, 'zhang');
  app.clock.advance(600);
  expect((await get(`${lateArrived.pathname}${lateArrived.search}`, late.cookie)).headers.location).toBe(
    '/?sign-in-problem=oidc-expired',
  );
  app.clock.set(new Date().toISOString());
});

it('takes no code of another sign-in, and says so where the provider says no', async () => {
  const one = await begin();
  const two = await begin();
  const [first, second] = [await provider.signIn(one.at, 'zhang'), await provider.signIn(two.at, 'local')];
  second.searchParams.set('code', first.searchParams.get('code')!);
  expect((await get(`${second.pathname}${second.search}`, two.cookie)).headers.location).toBe(
    '/?sign-in-problem=oidc-denied',
  );
  const three = await begin();
  const state = new URL(three.at).searchParams.get('state');
  const denied = `/api/identity/oidc/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`;
  expect((await get(denied, three.cookie)).headers.location).toBe('/?sign-in-problem=oidc-denied');
});

it('says that the provider is away, and finds it again', async () => {
  const away = await startApp({ database: app.database, env: envOf('http://127.0.0.1:9') });
  expect((await away.inject('/api/identity/oidc/start?back=%2Fwall')).headers.location).toBe(
    '/wall?sign-in-problem=oidc-unreachable',
  );
  await away.close();
});
