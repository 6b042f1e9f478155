// What leaves the house by public calls: copies in step with their registers, and nothing but what is on the list.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { capabilities } from '../../server/capabilities.ts';
import type { Places, Published } from '../../server/portal/contract.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aCity, aPlace, settle } from '../support/builders/city.ts';
import { boxArea, twoCounties } from '../support/builders/grids.ts';
import { aHazard } from '../support/builders/hazards.ts';
import { aShelter } from '../support/builders/shelters.ts';

/** What everybody may know of a thing. A field more is a decision, made here first. */
const ALLOWED = {
  set: ['city', 'changedAt', 'hazards', 'shelters', 'advice'],
  city: ['code', 'name', 'nameEn', 'demo', 'bounds', 'basemap', 'sources'],
  hazard: [
    ...['code', 'name', 'class', 'kind', 'level', 'address', 'county', 'town', 'point', 'geometry'],
    ...['demo', 'approximate', 'publishedAt', 'changedAt'],
  ],
  shelter: [
    ...['code', 'name', 'kind', 'state', 'capacityPersons', 'indoor', 'address', 'county', 'town', 'point'],
    ...['demo', 'approximate', 'publishedAt', 'changedAt'],
  ],
};
const AREA = boxArea([120.02, 31.02, 120.06, 31.06]);
const CITY = {
  ...twoCounties(),
  places: [aPlace()],
  hazards: [
    aHazard({ code: 'H-open', responsibleUnit: 'CANARY-unit', source: 'CANARY-source', published: true }),
    aHazard({ code: 'H-area', kind: 'flood', class: 'natural', geometry: AREA, demo: true, published: true }),
    aHazard({ code: 'H-CANARY-code', name: 'CANARY-name', address: 'CANARY-address' }),
  ],
  shelters: [
    aShelter({ code: 'B-open', manager: 'CANARY-manager', areaM2: 98765, source: 'CANARY-source', published: true }),
    aShelter({ code: 'B-CANARY', name: 'CANARY-shelter' }),
  ],
};

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { role: 'public' } });
  await settle(app, CITY);
});
afterAll(() => app.close());

const published = async (): Promise<Published> => {
  const answer = await app.inject('/api/portal/published');
  expect(answer.statusCode).toBe(200);
  return answer.json();
};
/** An answer is kept for a second at most: asks until it is the one that is waited for. */
const codesBecome = (codes: string[]) =>
  expect
    .poll(async () => {
      const { hazards, shelters } = await published();
      return [...hazards, ...shelters].map(({ code }) => code);
    })
    .toEqual(codes);
const ledger = () =>
  app.database.owner.many<{ act: string; thing: string; code: string }>(
    sql`SELECT act, thing, code FROM portal.ledger ORDER BY seq`,
  );
const owner = () => app.database.owner;

it('tells what is published and no more than the list allows', async () => {
  const set = await published();
  expect(set.hazards.map(({ code }) => code)).toEqual(['H-area', 'H-open']);
  expect(set.shelters.map(({ code }) => code)).toEqual(['B-open']);
  expect(Object.keys(set).sort()).toEqual([...ALLOWED.set].sort());
  expect(Object.keys(set.city).sort()).toEqual([...ALLOWED.city].sort());
  for (const hazard of set.hazards) expect(Object.keys(hazard).sort()).toEqual([...ALLOWED.hazard].sort());
  for (const shelter of set.shelters) expect(Object.keys(shelter).sort()).toEqual([...ALLOWED.shelter].sort());
  expect(set.hazards[0]).toMatchObject({ geometry: AREA, demo: true, level: 3 });
  expect(set.hazards[1]).toMatchObject({ geometry: null, point: [120.05, 31.05], demo: false });
  expect(set.advice.map(({ kind }) => kind)).toEqual(['flood', 'petrol-station']);
});

it('lets no word of a register out that was not published', async () => {
  for (const url of ['/api/portal/published', '/api/portal/places', '/public', '/public?lang=en']) {
    const { statusCode, body } = await app.inject(url);
    expect(statusCode).toBe(200);
    expect(body).not.toMatch(/CANARY|98765/);
  }
});

it('keeps the registers and the ledger shut to the public role itself', async () => {
  const nobody = app.database.as({ role: 'public', areas: ['3202'], actor: 'public' });
  await expect(nobody.many(sql`SELECT code FROM portal.ledger`)).rejects.toThrow(/permission denied/);
  await expect(nobody.many(sql`SELECT code FROM hazards.hazard`)).rejects.toThrow(/permission denied/);
  await expect(nobody.many(sql`UPDATE portal.hazard SET name = 'x' RETURNING code`)).rejects.toThrow(
    /permission denied/,
  );
});

it('answers the same bytes to everybody, packed as asked, and says when they are held already', async () => {
  const plain = await app.inject('/api/portal/published');
  expect(plain.headers).toMatchObject({
    'cache-control': 'public, max-age=30, stale-while-revalidate=25',
    vary: 'accept-encoding',
  });
  expect(plain.headers.etag).toMatch(/^"[\w-]{22}"$/);
  expect(plain.headers['set-cookie']).toBeUndefined();
  const staff = await app.as({ areas: ['3202'] }).inject('/api/portal/published');
  expect([staff.headers.etag, staff.body]).toEqual([plain.headers.etag, plain.body]);

  const ask = (headers: Record<string, string>) => app.inject({ url: '/api/portal/published', headers });
  const br = await ask({ 'accept-encoding': 'gzip, deflate, br' });
  const gzip = await ask({ 'accept-encoding': 'gzip;q=1.0, br;q=0' });
  expect([br.headers['content-encoding'], gzip.headers['content-encoding']]).toEqual(['br', 'gzip']);
  expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body);
  expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body);
  expect(new Set([plain.headers.etag, br.headers.etag, gzip.headers.etag]).size).toBe(3);

  const held = await ask({ 'accept-encoding': 'br', 'if-none-match': `"other", W/${br.headers.etag}` });
  expect([held.statusCode, held.body, held.headers.etag]).toEqual([304, '', br.headers.etag]);
  const other = await ask({ 'if-none-match': String(br.headers.etag) });
  expect(other.statusCode).toBe(200); // the unpacked bytes are not the packed ones
});

it('writes a list that needs no script, in two languages, for screen readers and old phones', async () => {
  const { body, headers } = await app.inject('/public');
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['content-security-policy']).toContain("style-src 'self';");
  expect(body).toContain('全市公布危险源 2 处，避难场所 1 处。');
  expect(body).toContain('<b>东亭加油站</b>，加油站');
  expect(body).toContain('<b>东亭体育馆</b>，现在没有开放，室内，可容纳 800 人');
  expect((await app.inject('/public?lang=en')).body).toContain('<html lang="en"');
});

it('names the places by which somebody finds themselves', async () => {
  const { within, places } = (await app.inject('/api/portal/places')).json<Places>();
  const [name, pinyin, lon, lat] = places.find(([called]) => called === '三阳广场')!;
  expect([name, pinyin, lon, lat]).toEqual(['三阳广场', 'sanyangguangchang', 120.05, 31.05]);
  expect(places.every(([, , , , at]) => at >= -1 && at < within.length)).toBe(true);
});

it('loads the same city again without a new edition and without a line in the ledger', async () => {
  const before = [await ledger(), (await published()).changedAt];
  app.clock.advance(60_000);
  await settle(app, CITY);
  expect([await ledger(), (await published()).changedAt]).toEqual(before);
});

it('corrects a copy when its register is corrected, and keeps since when it has been published', async () => {
  const [before] = (await published()).shelters;
  app.clock.advance(60_000);
  await owner().many(sql`UPDATE shelters.shelter SET state = 'open' WHERE code = 'B-open' RETURNING code`);
  await expect.poll(async () => (await published()).shelters[0]?.state).toBe('open');
  const [after] = (await published()).shelters;
  expect(after!.publishedAt).toBe(before!.publishedAt);
  expect(Date.parse(after!.changedAt)).toBe(app.clock().getTime());
  expect((await ledger()).at(-1)).toEqual({ act: 'correct', thing: 'shelter', code: 'B-open' });
});

it('tells a county and a place by the names that they have now, and a place as soon as it is there', async () => {
  const names = async () => (await app.inject('/api/portal/places')).json<Places>().places.map(([name]) => name);
  const countyOf = async () => (await published()).shelters[0]?.county;
  expect([await countyOf(), await names()]).toEqual(['锡山区', expect.not.arrayContaining(['新广场']) as unknown]);
  await owner().many(sql`UPDATE grids.division SET name = '锡山新区' WHERE name = '锡山区' RETURNING path`);
  await expect.poll(countyOf).toBe('锡山新区');
  await owner().many(sql`
    INSERT INTO city.place (id, name, name_initials, name_pinyin, kind, rank, point, approximate, pack)
    SELECT gen_random_uuid(), '新广场', 'xgc', 'xinguangchang', kind, rank, point, approximate, pack FROM city.place LIMIT 1
    RETURNING id`);
  await expect.poll(names).toContain('新广场');
  await owner().many(sql`DELETE FROM city.place WHERE name = '新广场' RETURNING id`);
  await expect.poll(names).not.toContain('新广场');
  await owner().many(sql`UPDATE grids.division SET name = '锡山区' WHERE name = '锡山新区' RETURNING path`);
  await expect.poll(countyOf).toBe('锡山区');
});

it('changes no copy where only what is not shown has changed', async () => {
  const lines = await ledger();
  await owner().many(
    sql`UPDATE hazards.hazard SET responsible_unit = 'CANARY-other' WHERE code = 'H-open' RETURNING code`,
  );
  expect(await ledger()).toEqual(lines);
});

it('takes the copy away with the flag, in the same transaction, and leaves a line', async () => {
  await owner().many(sql`UPDATE hazards.hazard SET published = false WHERE code = 'H-open' RETURNING code`);
  expect(await owner().many(sql`SELECT code FROM portal.hazard`)).toEqual([{ code: 'H-area' }]);
  expect((await ledger()).at(-1)).toEqual({ act: 'withdraw', thing: 'hazard', code: 'H-open' });
  await codesBecome(['H-area', 'B-open']);
  await owner().many(sql`UPDATE hazards.hazard SET published = true WHERE code = 'H-open' RETURNING code`);
  await codesBecome(['H-area', 'H-open', 'B-open']);
});

it('publishes nothing of a transaction that came to nothing', async () => {
  const lines = await ledger();
  const undone = owner().transaction(async (tx) => {
    await tx.many(sql`UPDATE hazards.hazard SET published = false RETURNING code`);
    throw new Error('taken back');
  });
  await expect(undone).rejects.toThrow('taken back');
  expect(await ledger()).toEqual(lines);
  await codesBecome(['H-area', 'H-open', 'B-open']);
});

it('lets the demonstration go without a trace, its ledger too', async () => {
  await app.services.db.transaction(async (tx) => {
    for (const { clearDemo } of capabilities.toReversed()) await clearDemo?.(tx, app.services);
  });
  await codesBecome(['H-open', 'B-open']);
  expect((await ledger()).some(({ code }) => code === 'H-area')).toBe(false);
});

it('withdraws everything when another city takes the place of this one', async () => {
  await owner().transaction(async (tx) => {
    await tx.many(sql`DELETE FROM hazards.hazard`);
    await tx.many(sql`DELETE FROM shelters.shelter`);
  });
  await settle(app, { ...twoCounties() }, aCity());
  await codesBecome([]);
  expect((await ledger()).slice(-2).map(({ act }) => act)).toEqual(['withdraw', 'withdraw']);
});

it('leads the address with a stroke too many to the page itself, not to the console, and keeps the language asked for', async () => {
  const answer = await app.inject('/public/?lang=en');
  expect([answer.statusCode, answer.headers.location]).toEqual([308, '/public?lang=en']);
  const page = await app.inject({ url: '/public/', headers: { host: 'evil.example' } });
  expect(page.headers.location).toBe('/public');
});
