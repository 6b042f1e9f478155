// Brute force, spraying, distributed guessing; and nobody locked out by a stranger.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { countAttemptOf, forgetAttempts } from '../../server/identity/sign-in/attempts.ts';
import { openPasswordHashing } from '../../server/identity/sign-in/password-hash.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aBrowser, anAccount, PASSWORD, type Browser } from './person.ts';

let app: TestApp;
let other: TestApp;
beforeAll(async () => {
  app = await startApp();
  other = await startApp({ database: app.database, clock: app.clock });
  for (const login of ['victim', 'colleague', 'attacker']) await anAccount(app, { login });
});
afterAll(async () => {
  await other.close();
  await app.close();
});
beforeEach(async () => {
  await app.database.owner.one(sql`DELETE FROM identity.attempt`);
  await app.database.owner.one(sql`DELETE FROM identity.known_browser`);
});

const guess = async (browser: Browser, login = 'victim', password = 'wrong-guess') => {
  const { statusCode, headers } = await browser.signIn(login, password);
  return { status: statusCode, waitS: Number(headers['retry-after'] ?? 0) };
};

const inTurn = async (count: number, act: (no: number) => Promise<{ status: number }>) => {
  const statuses: number[] = [];
  for (let no = 0; no < count; no += 1) statuses.push((await act(no)).status);
  return statuses;
};

describe('one place that guesses at one account', () => {
  it('waits from the fifth failure on, longer each time, and not even the right password opens meanwhile', async () => {
    const attacker = aBrowser(app, '203.0.113.1');
    const waits: number[] = [];
    expect(await inTurn(5, () => guess(attacker))).toEqual([401, 401, 401, 401, 401]);
    for (let no = 0; no < 11; no += 1) {
      const refused = await guess(attacker, 'victim', PASSWORD);
      expect(refused.status).toBe(429);
      waits.push(refused.waitS);
      app.clock.advance(refused.waitS);
      expect((await guess(attacker)).status).toBe(401);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]);
  });

  it('gets no more tries by asking at once, nor by asking another server', async () => {
    const browsers = Array.from({ length: 20 }, (_, no) => aBrowser(no % 2 ? app : other, '203.0.113.2'));
    const answers = await Promise.all(browsers.map((browser) => guess(browser)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('gets no more tries in another network of the same line (IPv6), nor by another spelling of the name', async () => {
    const names = ['victim', ' Victim', 'VICTIM ', 'ｖｉｃｔｉｍ', 'victim', 'victim'];
    const statuses = await inTurn(6, (no) => guess(aBrowser(app, `2001:db8:1:2:${no}::1`), names[no]));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('is not told apart by whether the account exists', async () => {
    const known = await inTurn(7, () => guess(aBrowser(app, '203.0.113.3'), 'victim'));
    const unknown = await inTurn(7, () => guess(aBrowser(app, '203.0.113.4'), 'nobody'));
    expect(unknown).toEqual(known);
  });

  it('is forgotten when the right password came in time', async () => {
    const browser = aBrowser(app, '203.0.113.5');
    await inTurn(4, () => guess(browser));
    expect((await guess(browser, 'victim', PASSWORD)).status).toBe(200);
    browser.cookies.clear();
    expect(await inTurn(4, () => guess(browser))).toEqual([401, 401, 401, 401]);
  });
});

describe('a victim', () => {
  it('comes in from a known browser while a stranger behind the same address is made to wait', async () => {
    const browser = aBrowser(app, '203.0.113.10');
    expect((await guess(browser, 'victim', PASSWORD)).status).toBe(200);
    await inTurn(20, () => guess(aBrowser(app, '203.0.113.10')));
    expect((await guess(aBrowser(app, '203.0.113.10'), 'victim', PASSWORD)).status).toBe(429);
    browser.cookies.delete('fengsui-session');
    expect((await guess(browser, 'victim', PASSWORD)).status).toBe(200);
  });

  it('is protected from a browser that is known to another account alone, or that has made its cookie up', async () => {
    const stranger = aBrowser(app, '203.0.113.11');
    await guess(stranger, 'attacker', PASSWORD);
    expect(await inTurn(6, () => guess(stranger))).toEqual([401, 401, 401, 401, 401, 429]);
    const liar = aBrowser(app, '203.0.113.11');
    liar.cookies.set('fengsui-known', 'A'.repeat(43));
    expect((await guess(liar)).status).toBe(429);
  });

  it('has to wait in a known browser too, once that one has failed often', async () => {
    const browser = aBrowser(app, '203.0.113.12');
    await guess(browser, 'victim', PASSWORD);
    expect(await inTurn(6, () => guess(browser))).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('comes in from a new place after half a minute at most, however many places guess', async () => {
    await inTurn(60, (no) => guess(aBrowser(app, `198.18.0.${no}`)));
    const traveller = aBrowser(app, '198.18.1.1');
    const first = await guess(traveller, 'victim', PASSWORD);
    expect(first).toEqual({ status: 429, waitS: 30 });
    for (let no = 0; no < 30; no += 1) {
      app.clock.advance(1);
      await guess(aBrowser(app, `198.18.2.${no}`));
    }
    expect((await guess(traveller, 'victim', PASSWORD)).status).toBe(200);
  });

  it('is guessed at by many places once each half minute, no faster', async () => {
    await inTurn(60, (no) => guess(aBrowser(app, `198.18.3.${no}`)));
    const crowd = Array.from({ length: 20 }, (_, no) => aBrowser(app, `198.18.4.${no}`));
    const round = () => inTurn(20, (no) => guess(crowd[no]!));
    expect(await round()).toEqual(Array(20).fill(429));
    app.clock.advance(30);
    expect(await round()).toEqual(Array(20).fill(401));
    expect(await round()).toEqual(Array(20).fill(429));
    expect((await guess(aBrowser(app, '198.18.5.1'), 'colleague', PASSWORD)).status).toBe(200);
  });
});

describe('one place that tries one password with many names', () => {
  it('waits from the tenth failure on', async () => {
    const names = Array.from({ length: 12 }, (_, no) => (no % 3 === 0 ? 'colleague' : `name-${no}`));
    const statuses = await inTurn(12, (no) => guess(aBrowser(app, '203.0.113.20'), names[no]));
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  });

  it('keeps nobody who is known out behind the same address', async () => {
    const browser = aBrowser(app, '203.0.113.21');
    await guess(browser, 'colleague', PASSWORD);
    await inTurn(12, (no) => guess(aBrowser(app, '203.0.113.21'), `name-${no}`));
    expect((await guess(browser, 'colleague', PASSWORD)).status).toBe(200);
  });
});

it('keeps no name and no address of those who tried, and forgets them after a day', async () => {
  await guess(aBrowser(app, '203.0.113.30'));
  const kept = await app.database.owner.one<{ text: string; lanes: number }>(
    sql`SELECT string_agg(a::text, ' ') AS text, count(*)::int AS lanes FROM identity.attempt a`,
  );
  expect(kept!.text).not.toMatch(/victim|203\.0/);
  expect(kept!.lanes).toBe(3);
  app.clock.advance(24 * 3600 + 1);
  await forgetAttempts(app.services.db, app.clock());
  expect(await app.database.owner.one(sql`SELECT FROM identity.attempt`)).toBeUndefined();
});

it('slows guessing of codes for all unknown places together: whoever guesses there has the password already', async () => {
  const target = { target: 'code/somebody', strict: true } as const;
  const outcomes = [];
  for (let no = 0; no < 8; no += 1)
    outcomes.push(
      await countAttemptOf(app.services.db, { ...target, address: `198.18.9.${no}` }, app.clock()).then(
        () => 'tried',
        () => 'waits',
      ),
    );
  expect(outcomes).toEqual(['tried', 'tried', 'tried', 'tried', 'tried', 'waits', 'waits', 'waits']);
  const known = { ...target, address: '198.18.9.1', browser: Buffer.alloc(32, 1) };
  await expect(countAttemptOf(app.services.db, known, app.clock())).resolves.toBeUndefined();
});

describe('the work of a sign-in', () => {
  it('is the same for a name that nobody has: one verification, of the same parameters', async () => {
    const hashing = openPasswordHashing();
    const stored = await hashing.hash(PASSWORD);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hashing.verify(stored, PASSWORD)).toBe(true);
    expect(await hashing.verify(stored, 'another')).toBe(false);
    expect(await hashing.verify(undefined, PASSWORD)).toBe(false);
    expect(hashing.isOutdated(stored)).toBe(false);
    expect(hashing.isOutdated('$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaA')).toBe(true);
  });

  it('is renewed with today’s parameters when the password is next typed', async () => {
    await anAccount(app, { login: 'outdated' });
    await guess(aBrowser(app), 'outdated', PASSWORD);
    const { hash } = (await app.database.owner.one<{ hash: string }>(
      sql`SELECT password_hash AS hash FROM identity.person WHERE login = 'outdated'`,
    ))!;
    expect(hash).toMatch(/m=19456,t=2,p=1/);
    expect((await guess(aBrowser(app), 'outdated', PASSWORD)).status).toBe(200);
  });

  it('is done a few at a time; who finds too many waiting is asked to come back, and nothing is counted', async () => {
    const hashing = openPasswordHashing({ atOnce: 1, inQueue: 2 });
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => hashing.hash(PASSWORD)));
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
    ]);
    expect((outcomes[5] as PromiseRejectedResult).reason).toMatchObject({ status: 503, details: { retryAfterS: 2 } });
    await expect(hashing.hash(PASSWORD)).resolves.toMatch(/^\$argon2id/);
  });
});
