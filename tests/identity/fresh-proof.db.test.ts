// How one signs in is changed only by who has shown it to be them within five minutes.
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aBrowser, anAccount, PASSWORD, type Browser } from './person.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const MINUTE_S = 60;
const codeOf = (secret: string, on = app) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: on.clock().getTime() });

async function signedIn(login: string) {
  const id = await anAccount(app, { login });
  const browser = aBrowser(app);
  await browser.signIn(login);
  return { id, browser };
}

async function withAuthenticator(login: string) {
  const { id, browser } = await signedIn(login);
  const { secret } = (await browser.ask('POST', '/second-factor/totp')).json<{ secret: string }>();
  const { recoveryCodes } = (await browser.ask('PUT', '/second-factor/totp', { code: codeOf(secret) })).json<{
    recoveryCodes: string[];
  }>();
  return { id, browser, secret, recoveryCodes };
}

type Change = readonly [method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object];
/** Everything by which one's way of signing in becomes another. */
const CHANGES: readonly Change[] = [
  ['POST', '/second-factor/totp'],
  ['PUT', '/second-factor/totp', { code: '123456' }],
  ['DELETE', '/second-factor/totp'],
  ['POST', '/second-factor/recovery-codes'],
  ['POST', '/second-factor/passkeys/options'],
  [
    'POST',
    '/second-factor/passkeys',
    {
      name: 'x',
      response: {
        id: 'x',
        rawId: 'x',
        type: 'public-key',
        response: { clientDataJSON: 'x' },
        clientExtensionResults: {},
      },
    },
  ],
  ['DELETE', '/second-factor/passkeys/x'],
];

const askedFor = async (browser: Browser, [method, path, body]: Change) =>
  (await browser.ask(method, path, body)).json<{ type?: string; status?: number }>();
const needsProof = { status: 403, type: '/problems/proof-needed' };
const prove = (browser: Browser, given: object) => browser.ask('POST', '/proof', given);
const actsOf = async (id: string) =>
  (
    await app.database.owner.many<{ act: string; after: Record<string, unknown> | null }>(
      sql`SELECT act, after FROM audit.entry WHERE object = ${`identity.person/${id}`} ORDER BY no`,
    )
  ).slice(-2);

describe('a change of how one signs in', () => {
  it.each(CHANGES.map((change, at) => ({ change, at, name: change.slice(0, 2).join(' ') })))(
    '$name is refused five minutes after the last proof, and that is written down',
    async ({ change, at }) => {
      const { id, browser } = await signedIn(`late-${at}`);
      app.clock.advance(5 * MINUTE_S - 1);
      expect((await askedFor(browser, change)).type).not.toBe('/problems/proof-needed');
      app.clock.advance(1);
      expect(await askedFor(browser, change)).toMatchObject(needsProof);
      const [method, path] = change;
      expect((await actsOf(id)).at(-1)).toEqual({
        act: 'identity:proof-missing',
        after: { asked: `${method} /api/identity${path.replace(/x$/, ':id')}` },
      });
    },
  );

  it('goes on after the password, in this session alone', async () => {
    const { id, browser } = await signedIn('shows-password');
    const elsewhere = aBrowser(app);
    await elsewhere.signIn('shows-password');
    app.clock.advance(6 * MINUTE_S);
    const stolen = new Map(browser.cookies);
    expect((await prove(browser, { password: PASSWORD })).json()).toMatchObject({ role: 'manager', step: null });
    expect((await browser.ask('GET', '/second-factor')).json()).toMatchObject({
      provenUntil: new Date(app.clock().getTime() + 5 * MINUTE_S * 1000).toISOString(),
    });
    expect((await browser.ask('POST', '/second-factor/totp')).statusCode).toBe(200);
    expect(await askedFor(elsewhere, CHANGES[0]!)).toMatchObject(needsProof);
    expect((await elsewhere.ask('GET', '/second-factor')).json()).toMatchObject({ provenUntil: null });
    const thief = aBrowser(app);
    for (const [name, value] of stolen) thief.cookies.set(name, value);
    expect((await askedFor(thief, CHANGES[0]!)).status).toBe(401);
    expect((await actsOf(id)).map(({ act }) => act)).toContain('identity:proof-missing');
  });

  it('asks who has a second factor for that one: a code or a recovery code, never the password', async () => {
    const { browser, secret, recoveryCodes } = await withAuthenticator('shows-code');
    app.clock.advance(6 * MINUTE_S);
    expect((await prove(browser, { password: PASSWORD })).json()).toMatchObject({
      status: 403,
      type: '/problems/second-factor-needed',
    });
    expect(await askedFor(browser, CHANGES[3]!)).toMatchObject(needsProof);
    expect((await prove(browser, { code: codeOf(secret) })).statusCode).toBe(200);
    const renewed = await browser.ask('POST', '/second-factor/recovery-codes');
    expect(renewed.json<{ recoveryCodes: string[] }>().recoveryCodes).toHaveLength(10);
    expect((await prove(browser, { recoveryCode: recoveryCodes[0]! })).statusCode).toBe(401);
    const [next] = renewed.json<{ recoveryCodes: string[] }>().recoveryCodes;
    app.clock.advance(6 * MINUTE_S);
    expect((await prove(browser, { recoveryCode: next! })).statusCode).toBe(200);
    expect((await browser.ask('DELETE', '/second-factor/totp')).statusCode).toBe(204);
  });

  it('is not opened by what proves nothing', async () => {
    const { id, browser } = await signedIn('shows-wrong');
    app.clock.advance(6 * MINUTE_S);
    expect((await prove(browser, { password: 'not this one' })).json()).toMatchObject({
      status: 403,
      type: '/problems/wrong-password',
    });
    expect((await actsOf(id)).at(-1)).toEqual({ act: 'identity:proof-failed', after: { by: 'password' } });
    expect((await prove(browser, { code: '123456' })).json()).toMatchObject({ type: '/problems/no-totp' });
    expect(await askedFor(browser, CHANGES[4]!)).toMatchObject(needsProof);
    expect((await prove(aBrowser(app), { password: PASSWORD })).statusCode).toBe(401);
  });

  it('is slowed like a sign-in where proofs are guessed', async () => {
    const { browser } = await signedIn('guesses');
    const answers = [];
    for (let guess = 0; guess < 5; guess++) answers.push(await prove(browser, { password: `guess ${guess}` }));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403, 403]);
    expect((await prove(browser, { password: PASSWORD })).statusCode).toBe(429);
  });
});

it('is not asked for in the middle of a sign-in that sets a second factor up, however long that takes', async () => {
  const strict = await startApp({ env: { SECOND_FACTOR: 'everybody' } });
  try {
    await anAccount(strict, { login: 'slow-phone' });
    const browser = aBrowser(strict);
    await browser.signIn('slow-phone');
    const { secret } = (await browser.ask('POST', '/second-factor/totp')).json<{ secret: string }>();
    strict.clock.advance(9 * MINUTE_S);
    const confirmed = await browser.ask('PUT', '/second-factor/totp', { code: codeOf(secret, strict) });
    expect(confirmed.statusCode).toBe(200);
    expect(await browser.session()).toMatchObject({ role: 'manager', step: null });
  } finally {
    await strict.close();
  }
});

it('a password that is to be changed with a wrong present one is written down', async () => {
  const { id, browser } = await signedIn('forgets');
  const answer = await browser.ask('PUT', '/password', { current: 'not this one', next: 'lantern-orchard-44-mist' });
  expect(answer.json()).toMatchObject({ status: 403, type: '/problems/wrong-password' });
  expect((await actsOf(id)).at(-1)).toEqual({ act: 'identity:change-password-failed', after: { by: 'password' } });
});
