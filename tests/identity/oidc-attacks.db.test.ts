// A provider that lies, or somebody between us and it: nothing that does not hold opens a session.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { loadTown } from '../incidents/town.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { startHostileProvider, type HostileProvider, type Signers } from '../support/hostile-provider.ts';

let provider: HostileProvider;
let app: TestApp;
beforeAll(async () => {
  provider = await startHostileProvider();
  app = await startApp({
    now: new Date().toISOString(),
    env: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'fengsui',
      OIDC_CLIENT_SECRET: 'secret',
      OIDC_ROLE_MAP: 'duty = duty-officer @ 320205',
    },
  });
  await loadTown(app.database.owner);
});
afterAll(async () => {
  await app.close();
  await provider.stop();
});

const cookiesOf = (answer: { headers: Record<string, unknown> }) =>
  [answer.headers['set-cookie'] ?? []].flat().map((cookie) => String(cookie).split(';')[0]!);

async function signIn(over: Record<string, string> = {}) {
  const started = await app.inject('/api/identity/oidc/start');
  const back = provider.sendBack(String(started.headers.location), over);
  const headers = { cookie: cookiesOf(started).join('; ') };
  return app.inject({ url: `${back.pathname}${back.search}`, headers });
}

const sessions = async () =>
  (await app.database.owner.one<{ total: number }>(sql`SELECT count(*) AS total FROM identity.session`))!.total;

it('lets in who is told of honestly: the lies below are what is refused', async () => {
  provider.answerWith((claims, { honest }) => honest(claims));
  expect(cookiesOf(await signIn()).join()).toContain('fengsui-session=');
});

const now = () => Math.floor(Date.now() / 1000);
type Lie = (claims: Record<string, unknown>, signers: Signers) => string;

it.each<[string, Lie]>([
  ['for another audience', (claims, { honest }) => honest({ ...claims, aud: 'another' })],
  [
    'for several audiences, none of them asking',
    (claims, { honest }) => honest({ ...claims, aud: ['fengsui', 'another'], azp: 'another' }),
  ],
  ['of another issuer', (claims, { honest }) => honest({ ...claims, iss: 'https://evil.example' })],
  ['with another nonce', (claims, { honest }) => honest({ ...claims, nonce: 'x'.repeat(43) })],
  ['without a nonce', ({ nonce, ...claims }, { honest }) => honest(nonce === undefined ? {} : claims)],
  ['that is over', (claims, { honest }) => honest({ ...claims, iat: now() - 7200, exp: now() - 3600 })],
  ['of nobody', ({ sub, ...claims }, { honest }) => honest(sub === undefined ? {} : claims)],
  ['that is not signed', (claims, { unsigned }) => unsigned(claims)],
  ['signed by somebody else', (claims, { forged }) => forged(claims)],
  ['signed with the public key as a secret', (claims, { confused }) => confused(claims)],
  [
    'changed after it was signed',
    (claims, { honest }) => {
      const [head, , signature] = honest(claims).split('.');
      return [head, Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url'), signature].join(
        '.',
      );
    },
  ],
  ['that is none', () => 'nonsense'],
])('refuses a token %s', async (_what, lie) => {
  provider.answerWith(lie);
  const before = await sessions();
  const answer = await signIn();
  expect(answer.headers.location).toBe('/?sign-in-problem=oidc-untrusted');
  expect(cookiesOf(answer).join()).not.toContain('fengsui-session=');
  expect(await sessions()).toBe(before);
});

it.each<[string, Record<string, string>]>([
  ['names another issuer', { iss: 'https://evil.example' }],
  ['names none', { iss: '' }],
])('refuses an answer that %s, though it was told that it would', async (_what, over) => {
  provider.answerWith((claims, { honest }) => honest(claims));
  expect((await signIn(over)).headers.location).toBe('/?sign-in-problem=oidc-untrusted');
});
