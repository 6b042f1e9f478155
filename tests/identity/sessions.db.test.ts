import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from '../../db/sql.ts';
import { capabilities } from '../../server/capabilities.ts';
import { tidyUp } from '../../server/identity/tidy.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { LiveClient, things } from '../platform/live-client.ts';
import { aBrowser, anAccount, grantPost, type Browser } from './person.ts';

let app: TestApp;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  app = await startApp({ capabilities: [...capabilities, things], env: { IDLE_MINUTES_BY_ROLE: 'audit-admin=15' } });
});
afterEach(() => app.clock.set('2030-01-01T06:00:00Z'));
afterAll(async () => {
  vi.useRealTimers();
  await app.close();
});

const roleOf = async (browser: Browser) => (await browser.session())['role'];

const aPersonIn = async (login: string, role: 'manager' | 'audit-admin' = 'manager') => {
  const id = await anAccount(app, { login, role });
  const browser = aBrowser(app);
  await browser.signIn(login);
  return { id, browser };
};

describe('where somebody is signed in', () => {
  it('is listed for them alone, and ends one by one or all but this one', async () => {
    const { browser: desk } = await aPersonIn('lister');
    const [phone, library] = [aBrowser(app), aBrowser(app)];
    await phone.signIn('lister');
    await library.signIn('lister');
    const { browser: stranger } = await aPersonIn('stranger');
    const sessions = (await desk.ask('GET', '/sessions')).json<{ id: string; isCurrent: boolean }[]>();
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(sessions[0]).toMatchObject({
      agent: 'Test/1',
      openedBy: 'password',
      role: 'manager',
      address: expect.stringMatching(/^198\.51\./),
    });
    expect((await stranger.ask('GET', '/sessions')).json()).toHaveLength(1);

    const other = sessions.find(({ isCurrent }) => !isCurrent)!;
    expect((await stranger.ask('DELETE', `/sessions/${other.id}`)).statusCode).toBe(404);
    expect((await desk.ask('DELETE', `/sessions/${other.id}`)).statusCode).toBe(204);
    expect((await desk.ask('GET', '/sessions')).json()).toHaveLength(2);
    expect((await desk.ask('DELETE', '/sessions')).statusCode).toBe(204);
    expect((await desk.ask('GET', '/sessions')).json()).toMatchObject([{ isCurrent: true }]);
    expect([await roleOf(desk), await roleOf(phone), await roleOf(library)]).toEqual(['manager', 'public', 'public']);
    expect(await roleOf(stranger)).toBe('manager');
  });

  it('may be many places at once, each with a session of its own', async () => {
    await anAccount(app, { login: 'everywhere' });
    const browsers = Array.from({ length: 12 }, () => aBrowser(app));
    const answers = await Promise.all(browsers.map((browser) => browser.signIn('everywhere')));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(12).fill(200));
    expect(new Set(browsers.map(({ cookies }) => cookies.get('fengsui-session'))).size).toBe(12);
    expect((await browsers[0]!.ask('GET', '/sessions')).json()).toHaveLength(12);
  });

  it('is one session in one browser: signing in anew ends the one before', async () => {
    const { browser } = await aPersonIn('again');
    const before = browser.cookies.get('fengsui-session')!;
    await browser.signIn('again');
    expect((await browser.ask('GET', '/sessions')).json()).toHaveLength(1);
    const old = aBrowser(app);
    old.cookies.set('fengsui-session', before);
    expect(await roleOf(old)).toBe('public');
  });
});

describe('a session that nobody uses', () => {
  it.each([
    ['manager', 30],
    ['audit-admin', 15],
  ] as const)('of a %s ends after %i minutes', async (role, minutes) => {
    const { browser } = await aPersonIn(`idle-${role}`, role);
    app.clock.advance(minutes * 60 - 1);
    expect(await roleOf(browser)).toBe(role);
    app.clock.advance(minutes * 60 - 1);
    expect(await roleOf(browser)).toBe(role);
    app.clock.advance(minutes * 60);
    expect(await roleOf(browser)).toBe('public');
  });

  it('is not kept alive by what a page asks by itself', async () => {
    const { browser } = await aPersonIn('left-the-desk');
    for (let minute = 0; minute < 29; minute += 1) {
      app.clock.advance(60);
      await browser.ask('GET', '/session', undefined, { 'x-unattended': '1' });
    }
    expect(await roleOf(browser)).toBe('manager');
    for (let minute = 0; minute < 30; minute += 1) {
      app.clock.advance(60);
      await browser.ask('GET', '/session', undefined, { 'x-unattended': '1' });
    }
    expect(await roleOf(browser)).toBe('public');
  });

  it('ends after twelve hours however busy it is', async () => {
    const { browser } = await aPersonIn('tireless');
    for (let hour = 0; hour < 48; hour += 1) {
      expect(await roleOf(browser)).toBe('manager');
      app.clock.advance(15 * 60);
    }
    expect(await roleOf(browser)).toBe('public');
  });

  it('ends after ten minutes where the sign-in was begun and left', async () => {
    const id = await anAccount(app, { login: 'wavering' });
    await grantPost(app, id, 'clerk');
    const browser = aBrowser(app);
    await browser.signIn('wavering');
    app.clock.advance(9 * 60);
    expect(await browser.session()).toMatchObject({ step: 'post' });
    app.clock.advance(10 * 60);
    expect(await browser.session()).toMatchObject({ step: null, role: 'public' });
  });

  it('says afterwards when and why it ended, and goes when the audit has forgotten it', async () => {
    const { id } = await aPersonIn('tidied');
    app.clock.advance(31 * 60);
    await tidyUp(app.services);
    const row = () =>
      app.database.owner.one(
        sql`SELECT ended_at AS at, ended_why AS why FROM identity.session WHERE person_id = ${id}`,
      );
    expect(await row()).toEqual({ at: '2030-01-01T06:30:00.000Z', why: 'idle' });
    app.clock.set('2032-12-31T00:00:00Z');
    await tidyUp(app.services);
    expect(await row()).toBeDefined();
    app.clock.set('2033-01-02T00:00:00Z');
    await tidyUp(app.services);
    expect(await row()).toBeUndefined();
  });
});

describe('an open line', () => {
  const NEXT_LOOK_MS = 30_000;

  it.each<[string, (given: { id: string; browser: Browser }) => Promise<unknown>]>([
    ['signs out', async ({ browser }) => expect((await browser.ask('DELETE', '/session')).statusCode).toBe(204)],
    [
      'is deactivated',
      ({ id }) =>
        app.database.owner.one(sql`UPDATE identity.person SET deactivated_at = ${app.clock()} WHERE id = ${id}`),
    ],
    [
      'loses the post',
      ({ id }) =>
        app.database.owner.one(sql`UPDATE identity.post SET ended_at = ${app.clock()} WHERE person_id = ${id}`),
    ],
    ['is away for too long', async () => app.clock.advance(31 * 60)],
  ])('is cut within a minute when its person %s', async (what, act) => {
    const login = `line-${what.replaceAll(' ', '-')}`;
    const { id, browser } = await aPersonIn(login);
    const url = await listening();
    const headers = { cookie: `fengsui-session=${browser.cookies.get('fengsui-session')!}`, origin: url };
    const position = await app.inject({ url: '/api/live/position/things', headers });
    const client = new LiveClient(url, position.json<LiveClient['cursor']>(), headers, { reconnection: false });
    await client.until(() => client.batches.length > 0);
    vi.advanceTimersByTime(NEXT_LOOK_MS);
    await app.inject('/api/health');
    expect(client.socket.connected).toBe(true);
    await act({ id, browser });
    for (let looks = 0; looks < 2; looks += 1) {
      vi.advanceTimersByTime(NEXT_LOOK_MS);
      await app.inject('/api/health');
    }
    await client.until(() => !client.socket.connected);
    client.close();
  });

  let address: string | undefined;
  const listening = async () => (address ??= await app.listen());
});
