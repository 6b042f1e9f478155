import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aBrowser, anAccount, grantPost, PASSWORD } from './person.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const auditOf = (object: string) =>
  app.database.owner.many<{ act: string; actor: string; from_address: string; after: unknown }>(
    sql`SELECT act, actor, from_address, after FROM audit.entry WHERE object = ${object} ORDER BY no`,
  );

describe('a sign-in by name and password', () => {
  it('is whole where the person has one post, and names the person from then on', async () => {
    const id = await anAccount(app, { login: 'wang', name: '王小明', title: '值班长', role: 'duty-officer' });
    const browser = aBrowser(app);
    expect(await browser.session()).toMatchObject({ role: 'public', step: null, posts: [] });
    const answer = await browser.signIn(' WANG ');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      user: { id, name: '王小明', post: '值班长' },
      role: 'duty-officer',
      step: null,
      areas: ['3202'],
    });
    const { now: _, ...said } = answer.json();
    expect(await browser.session()).toMatchObject(said);
    expect(await auditOf(`identity.person/${id}`)).toMatchObject([
      { act: 'identity:create-account', actor: 'test' },
      {
        act: 'identity:sign-in',
        actor: id,
        from_address: expect.stringMatching(/^198\.51\./),
        after: { by: 'password' },
      },
    ]);
  });

  it('hands out a cookie that no script, no other site and no other host gets', async () => {
    await anAccount(app, { login: 'cookie' });
    const cookies = (await aBrowser(app).signIn('cookie')).headers['set-cookie'] as string[];
    for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/;.*HttpOnly; SameSite=Strict/);
    expect(cookies.find((cookie) => cookie.startsWith('fengsui-session='))).not.toMatch(/Max-Age|Domain/);
    const stored = await app.database.owner.one<{ text: string }>(
      sql`SELECT string_agg(s::text, ' ') AS text FROM identity.session s`,
    );
    const token = /fengsui-session=([^;]+)/.exec(cookies.join())![1]!;
    expect(stored!.text).not.toContain(Buffer.from(token).toString('hex'));
    expect(stored!.text).not.toContain(token);
  });

  it('answers a wrong password, an unknown name, a name that cannot be one and a deactivated account alike', async () => {
    const gone = await anAccount(app, { login: 'gone' });
    await app.database.owner.one(sql`UPDATE identity.person SET deactivated_at = ${app.clock()} WHERE id = ${gone}`);
    await anAccount(app, { login: 'here' });
    const answers = [
      await aBrowser(app).signIn('here', 'not-the-password'),
      await aBrowser(app).signIn('nobody-has-this', PASSWORD),
      await aBrowser(app).signIn("'; DROP TABLE identity.person; --", PASSWORD),
      await aBrowser(app).signIn('gone', PASSWORD),
    ];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toEqual({
        type: '/problems/wrong-credentials',
        title: 'The name or the password is wrong',
        status: 401,
        instance: '/api/identity/sign-in',
      });
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(await auditOf(`identity.person/${gone}`)).toMatchObject([
      {},
      { act: 'identity:sign-in-failed', actor: 'public' },
    ]);
    const unknown = await auditOf('identity.person/unknown');
    expect(unknown).toHaveLength(2);
    expect(JSON.stringify(unknown)).not.toMatch(/nobody-has-this|DROP/);
  });

  it('takes no session from a token that was ended, and none that was made up', async () => {
    await anAccount(app, { login: 'leaves' });
    const browser = aBrowser(app);
    await browser.signIn('leaves');
    const kept = new Map(browser.cookies);
    expect((await browser.ask('DELETE', '/session')).statusCode).toBe(204);
    expect(browser.cookies.has('fengsui-session')).toBe(false);
    browser.cookies.set('fengsui-session', kept.get('fengsui-session')!);
    expect(await browser.session()).toMatchObject({ role: 'public' });
    browser.cookies.set('fengsui-session', 'A'.repeat(43));
    expect(await browser.session()).toMatchObject({ role: 'public' });
  });
});

describe('a person of several posts', () => {
  it('chooses one, changes over with another token, and cannot take one of somebody else', async () => {
    const id = await anAccount(app, { login: 'two-posts', role: 'clerk', title: '窗口' });
    const night = await grantPost(app, id, 'duty-officer', { title: '夜班', areas: ['320205'] });
    const other = await anAccount(app, { login: 'other-person', role: 'manager' });
    const foreign = await grantPost(app, other, 'clerk');
    const browser = aBrowser(app);
    const begun = await browser.signIn('two-posts');
    expect(begun.json()).toMatchObject({
      role: 'public',
      step: 'post',
      areas: [],
      posts: [{ title: '窗口' }, { title: '夜班' }],
    });
    expect((await browser.ask('GET', '/sessions')).statusCode).toBe(401);
    const first = browser.cookies.get('fengsui-session')!;
    const taken = await browser.ask('PUT', '/post', { post: night });
    expect(taken.json()).toMatchObject({ role: 'duty-officer', step: null, areas: ['320205'], post: night });
    expect(browser.cookies.get('fengsui-session')).not.toBe(first);
    const refused = await browser.ask('PUT', '/post', { post: foreign });
    expect(refused.json()).toMatchObject({ status: 404, type: '/problems/no-such-post' });
    const own = (begun.json().posts as { id: string; title: string }[]).find(({ title }) => title === '窗口')!;
    const second = browser.cookies.get('fengsui-session')!;
    expect((await browser.ask('PUT', '/post', { post: own.id })).json()).toMatchObject({
      role: 'clerk',
      areas: ['3202'],
    });
    const old = aBrowser(app);
    old.cookies.set('fengsui-session', second);
    expect(await old.session()).toMatchObject({ role: 'public' });
    expect(await auditOf(`identity.post/${own.id}`)).toMatchObject([{ act: 'identity:take-post', actor: id }]);
  });

  it('is nobody any more when the post ends', async () => {
    const id = await anAccount(app, { login: 'post-ends' });
    const browser = aBrowser(app);
    await browser.signIn('post-ends');
    expect(await browser.session()).toMatchObject({ role: 'manager' });
    await app.database.owner.one(sql`UPDATE identity.post SET ended_at = ${app.clock()} WHERE person_id = ${id}`);
    expect(await browser.session()).toMatchObject({ role: 'public', step: 'post', posts: [] });
  });
});

describe('a password', () => {
  it('that somebody else knows is changed before anything else, and the sessions elsewhere end', async () => {
    const id = await anAccount(app, { login: 'newcomer', mustChange: true });
    const [here, elsewhere] = [aBrowser(app), aBrowser(app)];
    await elsewhere.signIn('newcomer');
    expect((await here.signIn('newcomer')).json()).toMatchObject({ role: 'public', step: 'new-password' });
    const before = here.cookies.get('fengsui-session');
    const changed = await here.ask('PUT', '/password', { current: PASSWORD, next: 'a quiet lamp by the canal' });
    expect(changed.json()).toMatchObject({ role: 'manager', step: null });
    expect(here.cookies.get('fengsui-session')).not.toBe(before);
    expect(await elsewhere.session()).toMatchObject({ role: 'public', step: null });
    expect((await aBrowser(app).signIn('newcomer')).statusCode).toBe(401);
    expect((await aBrowser(app).signIn('newcomer', 'a quiet lamp by the canal')).statusCode).toBe(200);
    expect(await auditOf(`identity.person/${id}`)).toContainEqual(
      expect.objectContaining({ act: 'identity:change-password', after: { sessionsEnded: 1 } }),
    );
  });

  it.each([
    ['too short', 'kettle-7-wi', 422, 'password-too-short'],
    ['on the list of stolen ones', 'qwerty123456', 422, 'password-common'],
    ['the login with digits', 'policy-person-12345', 422, 'password-of-the-account'],
    ['the same as before', PASSWORD, 422, 'password-unchanged'],
  ])('is refused when it is %s', async (_what, next, status, code) => {
    const login = 'policy-person';
    await anAccount(app, { login }).catch(() => undefined);
    const browser = aBrowser(app);
    await browser.signIn(login);
    const answer = await browser.ask('PUT', '/password', { current: PASSWORD, next });
    expect(answer.json()).toMatchObject({ status, type: `/problems/${code}` });
    expect(
      (await browser.ask('PUT', '/password', { current: 'wrong', next: 'a quiet lamp by the canal' })).json(),
    ).toMatchObject({
      status: 403,
      type: '/problems/wrong-password',
    });
  });

  it('typed in other code points of the same characters is the same', async () => {
    await anAccount(app, { login: 'wide', mustChange: true });
    const browser = aBrowser(app);
    await browser.signIn('wide');
    await browser.ask('PUT', '/password', { current: PASSWORD, next: 'ｋettle-Å-harbour-７' });
    expect((await aBrowser(app).signIn('wide', 'kettle-A\u030a-harbour-7')).statusCode).toBe(200);
  });
});
