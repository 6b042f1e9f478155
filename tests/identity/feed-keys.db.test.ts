import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { capabilities } from '../../server/capabilities.ts';
import { issueFeedKey, rotateFeedKey } from '../../server/identity/feed-keys.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { loadTown } from '../incidents/town.ts';

const NOW = '2030-01-01T06:00:00.000Z';
const DAY_S = 24 * 3600;

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ now: NOW });
  await loadTown(app.database.owner);
});
afterAll(() => app.close());
beforeEach(() => app.clock.set(NOW));

const ask = async (key: string) =>
  (await app.inject({ url: '/api/portal/places', headers: { authorization: `Bearer ${key}` } })).statusCode;
const issue = (name: string) => issueFeedKey(app.services.db, name, ['3202'], app.clock());
const feed = (id: string) =>
  app.database.owner.one<Record<string, string>>(sql`SELECT * FROM identity.feed WHERE id = ${id}`);

async function command(name: string, ...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const found = capabilities.flatMap(({ commands = [] }) => commands).find((one) => one.name === name)!;
  const print = (line: string) => void lines.push(line);
  return { code: await found.run(app.services, args, { print, cwd: '.', serving: false }), lines };
}

it('finds a key by its first characters, and takes none that only begins like it', async () => {
  const { id, key } = await issue('前缀');
  expect((await feed(id))!['prefix']).toBe(key.slice(0, 12));
  expect(await ask(key)).toBe(200);
  for (const wrong of [key.slice(0, 12), key.slice(0, -1), `${key}A`, key.slice(0, 12) + 'A'.repeat(35)])
    expect(await ask(wrong)).toBe(401);
});

it('takes a key that was made before keys had prefixes, until it is changed', async () => {
  const { id, key } = await issue('从前');
  await app.database.owner.one(sql`UPDATE identity.feed SET prefix = NULL, expires_at = NULL WHERE id = ${id}`);
  expect(await ask(key)).toBe(200);
  const next = await rotateFeedKey(app.services.db, id, app.clock(), { overlapHours: 1 });
  expect([await ask(key), await ask(next!)]).toEqual([200, 200]);
  app.clock.advance(3600);
  expect([await ask(key), await ask(next!)]).toEqual([401, 200]);
});

it('ends with its day', async () => {
  const { key } = await issueFeedKey(app.services.db, '短期', ['3202'], app.clock(), 2);
  app.clock.advance(2 * DAY_S - 1);
  expect(await ask(key)).toBe(200);
  app.clock.advance(1);
  expect(await ask(key)).toBe(401);
});

it('changes keys by command, the former one holding as long as was said, and takes both back', async () => {
  const made = await command('feed create', '轮换', '--days', '30');
  expect(made).toMatchObject({ code: 0, lines: [expect.stringMatching(/^fsk_[\w-]{43}$/)] });
  const [first] = made.lines as [string];
  const rotated = await command('feed rotate', '轮换', '--overlap', '2');
  const [second] = rotated.lines as [string];
  expect([await ask(first), await ask(second)]).toEqual([200, 200]);
  expect((await command('feed list')).lines.find((line) => line.includes('轮换'))).toContain(
    'former key until 2030-01-01T08:00:00',
  );
  expect((await command('feed revoke', '轮换')).code).toBe(0);
  expect([await ask(first), await ask(second)]).toEqual([401, 401]);
  expect((await command('feed revoke', '轮换')).code).toBe(1);
  expect((await command('feed rotate', '轮换')).code).toBe(1);
});

it.each([[['feed', '--days', '0']], [['feed', '--dayz', '3']], [[]], [['x'.repeat(81)]]])(
  'makes no feed of %j',
  async (args) => expect((await command('feed create', ...args)).code).toBe(2),
);

it('writes down once a minute that it was heard', async () => {
  const { id, key } = await issue('一分钟');
  const usedAt = async () => (await feed(id))!['used_at'];
  await ask(key);
  const first = await usedAt();
  expect(first).toBe(NOW);
  app.clock.advance(59);
  await ask(key);
  expect(await usedAt()).toBe(first);
  app.clock.advance(1);
  await ask(key);
  expect(await usedAt()).not.toBe(first);
});

it('keeps in the audit that a key was made, changed and taken back, and nothing of the key', async () => {
  const { lines } = await command('feed create', '入册');
  await command('feed rotate', '入册');
  await command('feed revoke', '入册');
  const { id } = (await app.database.owner.one<{ id: string }>(sql`SELECT id FROM identity.feed WHERE name = '入册'`))!;
  const entries = await app.database.owner.many<{ act: string; text: string }>(
    sql`SELECT act, entry::text AS text FROM audit.entry entry WHERE object = ${`identity.feed/${id}`} ORDER BY no`,
  );
  expect(entries.map(({ act }) => act)).toEqual(['identity:issue-key', 'identity:rotate-key', 'identity:revoke-key']);
  expect(entries.map(({ text }) => text).join()).not.toContain(lines[0]!.slice(13));
});

it('does not let a revoked key come back, not even by SQL', async () => {
  const { id } = await issue('不回头');
  await command('feed revoke', id);
  const { db } = app.services;
  await expect(db.one(sql`UPDATE identity.feed SET revoked_at = NULL WHERE id = ${id}`)).rejects.toThrow(
    /stays revoked/,
  );
});

it('takes two Authorization headers for none of them', async () => {
  const { key } = await issue('两个头');
  const url = new URL('/api/portal/places', await app.listen());
  const status = (authorization: string[]) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = ['host', url.host, ...authorization.flatMap((value) => ['authorization', value])];
      const asked = request(url, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', reject);
      asked.end();
    });
  expect(await status([`Bearer ${key}`])).toBe(200);
  expect(await status([`Bearer ${key}`, 'Bearer x'])).toBe(401);
  expect(await status([`Bearer x`, `Bearer ${key}`])).toBe(401);
  expect(await status([`Bearer ${key}`, `Bearer ${key}`])).toBe(401);
});
