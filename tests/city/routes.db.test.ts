import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { city } from '../../server/city/capability.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aPlace, settle } from '../support/builders/city.ts';
import { twoCounties } from '../support/builders/grids.ts';
import { inFolder, writePack } from '../support/builders/pack-folder.ts';

/** Bytes 0 to 99: `python3 -c 'print(hashlib.sha256(bytes(range(100))).hexdigest())'`, its first sixteen. */
const FILE = 'bce0aff19cf5aa6a.pmtiles';
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
});
afterAll(() => app.close());

const fetchRange = (range?: string) =>
  app
    .as({ role: 'public' })
    .inject({ url: `/api/city/basemap/${FILE}`, headers: range === undefined ? {} : { range } });

it('says that no city is loaded, then which', async () => {
  expect((await app.inject('/api/city')).json()).toMatchObject({ status: 404, type: '/problems/no-city' });
  await settle(app, { ...twoCounties(), places: [aPlace()] });
  expect((await app.as({ role: 'public' }).inject('/api/city')).json()).toMatchObject({
    name: '无锡市',
    centre: [120.2, 31.1],
    basemap: FILE,
    demo: false,
  });
});

it('shows a place of the gazetteer by the id that the search gave', async () => {
  const [hit] = (await app.inject('/api/search?q=sygc')).json() as { id: string }[];
  expect((await app.inject(`/api/city/places/${hit!.id}`)).json()).toEqual({
    id: hit!.id,
    name: '三阳广场',
    kind: 'landmark',
    point: [120.05, 31.05],
    approximate: false,
  });
  expect((await app.inject('/api/city/places/00000000-0000-4000-8000-000000000000')).statusCode).toBe(404);
});

it('serves the basemap whole and by ranges, to be kept for ever', async () => {
  const whole = await fetchRange();
  expect(whole.statusCode).toBe(200);
  expect(whole.rawPayload).toHaveLength(100);
  expect(whole.headers).toMatchObject({
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(whole.headers['content-encoding']).toBeUndefined();
  const part = await fetchRange('bytes=10-19');
  expect(part.statusCode).toBe(206);
  expect([...part.rawPayload]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  expect(part.headers).toMatchObject({ 'content-range': 'bytes 10-19/100', 'content-length': '10' });
  expect([...(await fetchRange('bytes=-2')).rawPayload]).toEqual([98, 99]);
  // Another server of the same installation has no copy on its disk: the database has the archive.
  rmSync(join(app.services.config.dataDir, 'basemap'), { recursive: true });
  expect([...(await fetchRange('bytes=10-11')).rawPayload]).toEqual([10, 11]);
});

it('refuses a range behind the end, and files that are no basemap', async () => {
  const behind = await fetchRange('bytes=100-');
  expect(behind.statusCode).toBe(416);
  expect(behind.headers['content-range']).toBe('bytes */100');
  expect((await app.inject('/api/city/basemap/fedcba9876543210.pmtiles')).statusCode).toBe(404);
  for (const name of [
    '..%2f..%2fetc%2fpasswd',
    'x.pmtiles',
    `${FILE}%00`,
    `${FILE}.part`,
    '..%5c0123456789abcdef.pmtiles',
  ])
    expect([400, 404]).toContain((await app.inject(`/api/city/basemap/${name}`)).statusCode);
});

it('knows no 天地图 where no key is configured', async () => {
  expect((await app.inject('/api/city/tianditu/vec/10/854/417')).json()).toMatchObject({
    status: 404,
    type: '/problems/no-tianditu',
  });
});

it('asks 天地图 for nothing but tiles of the four layers', async () => {
  for (const path of ['vec/0/0/0', 'ter/10/1/1', 'vec/19/1/1', 'vec/10/x/1', 'vec/10/1/262144'])
    expect((await app.inject(`/api/city/tianditu/${path}`)).statusCode).toBe(400);
  expect((await app.as({ role: 'public' }).inject('/api/city/tianditu/vec/10/854/417')).statusCode).toBe(401);
});

it('loads and lists by command', async () => {
  await inFolder(async (folder) => {
    const lines: string[] = [];
    const io = { print: (line: string) => void lines.push(line), cwd: folder, serving: false };
    const run = (name: string, ...args: string[]) =>
      city.commands!.find((command) => command.name === name)!.run(app.services, args, io);
    expect(await run('city load')).toBe(2);
    expect(await run('city load', '.', '--grids', 'many')).toBe(2);
    writePack(folder, {});
    expect(await run('city load', '.')).toBe(0);
    expect(await run('city load', '.')).toBe(0);
    expect(lines.at(-1)).toBe('无锡市 is loaded; nothing has changed');
    expect(await run('city list')).toBe(0);
    expect(lines.at(-1)).toContain('320200 无锡市, pack small');
  });
});
