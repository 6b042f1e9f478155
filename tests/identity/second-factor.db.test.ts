import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aBrowser, anAccount, type Browser } from './person.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** The authenticator of somebody, in the library that many of them use. */
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.clock().getTime() });

/** Signs in, sets an authenticator up, and waits out the code that was used. */
async function withAuthenticator(login: string) {
  const id = await anAccount(app, { login });
  const browser = aBrowser(app);
  await browser.signIn(login);
  const draft = (await browser.ask('POST', '/second-factor/totp')).json();
  const confirmed = await browser.ask('PUT', '/second-factor/totp', { code: codeOf(draft.secret) });
  app.clock.advance(30);
  return {
    id,
    browser,
    secret: draft.secret as string,
    codes: confirmed.json().recoveryCodes as string[],
    draft,
    confirmed,
  };
}

const answer = (browser: Browser, given: object) => browser.ask('POST', '/sign-in/second-factor', given);

describe('an authenticator', () => {
  it('is set up by a picture and a code, and asked for from then on', async () => {
    const { id, browser, secret, codes, draft } = await withAuthenticator('ming');
    expect(draft.qr).toMatch(/^<svg [^>]*viewBox/);
    expect(draft.uri).toContain(`secret=${secret}`);
    expect(codes).toHaveLength(10);
    expect(await browser.session()).toMatchObject({ role: 'manager', step: null });
    expect((await browser.ask('GET', '/second-factor')).json()).toEqual({
      totp: true,
      recoveryCodesLeft: 10,
      passkeys: [],
      provenUntil: expect.any(String),
    });

    const again = aBrowser(app);
    expect((await again.signIn('ming')).json()).toMatchObject({
      role: 'public',
      step: 'second-factor',
      posts: [],
      acts: expect.not.arrayContaining(['identity:read-sessions']),
    });
    expect(again.cookies.has('fengsui-known')).toBe(false);
    for (const [method, path, body] of [
      ['GET', '/second-factor', undefined],
      ['POST', '/second-factor/totp', {}],
      ['PUT', '/password', { current: 'x', next: 'y' }],
      ['PUT', '/post', { post: 'x' }],
    ] as const)
      expect((await again.ask(method, path, body)).json(), path).toMatchObject({
        status: 403,
        type: '/problems/second-factor-needed',
      });
    const before = again.cookies.get('fengsui-session');
    expect((await answer(again, { code: codeOf(secret) })).json()).toMatchObject({
      user: { id },
      role: 'manager',
      step: null,
    });
    expect(again.cookies.get('fengsui-session')).not.toBe(before);
    expect(again.cookies.has('fengsui-known')).toBe(true);
  });

  it('opens once with a code, whoever shows it and however many at a time', async () => {
    const { secret } = await withAuthenticator('once');
    const browsers = [aBrowser(app), aBrowser(app), aBrowser(app)];
    for (const browser of browsers) await browser.signIn('once');
    const answers = await Promise.all(browsers.map((browser) => answer(browser, { code: codeOf(secret) })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401, 401]);
    app.clock.advance(30);
    const late = aBrowser(app);
    await late.signIn('once');
    expect((await answer(late, { code: codeOf(secret) })).statusCode).toBe(200);
  });

  it('is no use before it is confirmed, and a wrong code confirms nothing', async () => {
    await anAccount(app, { login: 'draft' });
    const browser = aBrowser(app);
    await browser.signIn('draft');
    expect((await browser.ask('PUT', '/second-factor/totp', { code: '123456' })).json()).toMatchObject({
      type: '/problems/no-totp-draft',
    });
    const { secret } = (await browser.ask('POST', '/second-factor/totp')).json();
    const wrong = String((Number(codeOf(secret)) + 1) % 1_000_000).padStart(6, '0');
    expect((await browser.ask('PUT', '/second-factor/totp', { code: wrong })).json()).toMatchObject({
      status: 401,
      type: '/problems/wrong-second-factor',
    });
    expect((await aBrowser(app).signIn('draft')).json()).toMatchObject({ step: null });
  });

  it('is taken away, and its recovery codes with it', async () => {
    const { id, browser } = await withAuthenticator('removes');
    expect((await browser.ask('POST', '/second-factor/totp')).json()).toMatchObject({
      status: 409,
      type: '/problems/totp-already-on',
    });
    expect((await browser.ask('DELETE', '/second-factor/totp')).statusCode).toBe(204);
    expect((await browser.ask('GET', '/second-factor')).json()).toMatchObject({ totp: false, recoveryCodesLeft: 0 });
    expect((await aBrowser(app).signIn('removes')).json()).toMatchObject({ step: null });
    const acts = await app.database.owner.many<{ act: string }>(
      sql`SELECT act FROM audit.entry WHERE object = ${`identity.person/${id}`} ORDER BY no`,
    );
    expect(acts.map(({ act }) => act)).toEqual([
      'identity:create-account',
      'identity:sign-in',
      'identity:add-authenticator',
      'identity:remove-authenticator',
      'identity:sign-in',
    ]);
  });

  it('keeps its secret sealed: not in the row, not in the audit, and in no other account', async () => {
    const { id, secret, codes } = await withAuthenticator('sealed-person');
    const other = await anAccount(app, { login: 'sealed-other' });
    const all = await app.database.owner.one<{ text: string }>(sql`
      SELECT (SELECT string_agg(p::text, ' ') FROM identity.person p) || (SELECT string_agg(e::text, ' ') FROM audit.entry e)
          || (SELECT string_agg(c::text, ' ') FROM identity.recovery_code c) AS text`);
    const bytes = Buffer.from(Secret.fromBase32(secret).bytes);
    for (const canary of [secret, bytes.toString('hex'), bytes.toString('latin1'), ...codes])
      expect(all!.text).not.toContain(canary);
    await app.database.owner.one(sql`
      UPDATE identity.person o SET totp_secret = p.totp_secret, totp_confirmed_at = p.totp_confirmed_at
        FROM identity.person p WHERE p.id = ${id} AND o.id = ${other}`);
    const thief = aBrowser(app);
    await thief.signIn('sealed-other');
    expect((await answer(thief, { code: codeOf(secret) })).statusCode).toBe(500);
  });
});

describe('recovery codes', () => {
  it('stand for the authenticator once each, however they are typed', async () => {
    const { codes } = await withAuthenticator('recovers');
    const [first, second] = codes as [string, string];
    const use = async (recoveryCode: string) => {
      const browser = aBrowser(app);
      await browser.signIn('recovers');
      return (await answer(browser, { recoveryCode })).statusCode;
    };
    expect(await use(first)).toBe(200);
    expect(await use(first)).toBe(401);
    expect(await use(second.toLowerCase().replaceAll('-', ' '))).toBe(200);
    expect(await use('0000-0000-0000-0000')).toBe(401);
  });

  it('are renewed, and those before open nothing', async () => {
    const { browser, codes } = await withAuthenticator('renews');
    const renewed = (await browser.ask('POST', '/second-factor/recovery-codes')).json();
    expect(renewed.recoveryCodes).toHaveLength(10);
    expect(renewed.recoveryCodes).not.toContain(codes[0]);
    const again = aBrowser(app);
    await again.signIn('renews');
    expect((await answer(again, { recoveryCode: codes[0]! })).statusCode).toBe(401);
    expect((await answer(again, { recoveryCode: renewed.recoveryCodes[0] })).statusCode).toBe(200);
  });
});

it('is set up before anything else where everybody needs one', async () => {
  const strict = await startApp({ env: { SECOND_FACTOR: 'everybody' } });
  try {
    await anAccount(strict, { login: 'first-day' });
    const browser = aBrowser(strict);
    expect((await browser.signIn('first-day')).json()).toMatchObject({
      role: 'public',
      step: 'enrolment',
      acts: expect.not.arrayContaining(['identity:read-sessions']),
    });
    const { secret } = (await browser.ask('POST', '/second-factor/totp')).json();
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: strict.clock().getTime() });
    expect((await browser.ask('PUT', '/second-factor/totp', { code })).statusCode).toBe(200);
    expect(await browser.session()).toMatchObject({ role: 'manager', step: null });
  } finally {
    await strict.close();
  }
});
