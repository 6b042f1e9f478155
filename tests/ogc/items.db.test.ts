// OGC API – Features, Part 1, requirement by requirement; and that nobody meets more than is his.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { aSite } from '../support/builders/sites.ts';
import { fill } from './city.ts';

interface Link {
  href: string;
  rel: string;
  type: string;
}
interface Feature {
  type: string;
  id: string;
  geometry: { type: string; coordinates: number[][][][] } | null;
  properties: Record<string, unknown>;
}
interface Features {
  type: string;
  features: Feature[];
  numberMatched?: number;
  numberReturned: number;
  timeStamp: string;
  links: Link[];
}

const STAFF: TestScope = { areas: ['3202'] };
const LIANGXI: TestScope = { areas: ['320213'] };
const PUBLIC: TestScope = { role: 'public' };

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: STAFF, now: '2026-07-08T01:00:00Z' });
  await fill(app);
});
afterAll(() => app.close());

const ask = async (path: string, scope = STAFF) => app.as(scope).inject(`/ogc${path}`);
const items = async (path: string, scope = STAFF) => {
  const answer = await ask(`/collections/${path}`, scope);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Features>();
};
const ids = async (path: string, scope = STAFF) => (await items(path, scope)).features.map(({ id }) => id);
const linkOf = ({ links }: { links: Link[] }, rel: string) => links.find((link) => link.rel === rel);

describe('the frame', () => {
  it('leads from the landing page to everything, with absolute addresses of the host that was asked', async () => {
    const answer = await app.inject({ url: '/ogc', headers: { host: 'gis.example:8080' } });
    const rels = ['self', 'alternate', 'service-desc', 'conformance', 'data'];
    const { links } = answer.json<{ links: Link[] }>();
    expect(links.map(({ rel }) => rel)).toEqual(expect.arrayContaining(rels));
    for (const { href } of links) expect(href).toMatch(/^http:\/\/gis\.example:8080\/ogc/);
    expect(linkOf({ links }, 'service-desc')?.type).toBe('application/vnd.oai.openapi+json;version=3.0');
  });

  it('names the conformance classes of version 1.0', async () => {
    expect((await ask('/conformance')).json()).toMatchObject({
      conformsTo: ['core', 'oas30', 'geojson'].map(
        (part) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${part}`,
      ),
    });
  });

  it('describes itself as OpenAPI 3.0, with the most that a page may hold and the filters of each collection', async () => {
    const answer = await ask('/api');
    expect(answer.headers['content-type']).toContain('application/vnd.oai.openapi+json;version=3.0');
    const api = answer.json<{
      openapi: string;
      paths: Record<string, { get: { parameters: { name: string; schema: object }[] } }>;
    }>();
    expect(api.openapi).toMatch(/^3\.0\./);
    const { parameters } = api.paths['/collections/shelters/items']!.get;
    expect(parameters.find(({ name }) => name === 'limit')?.schema).toMatchObject({ maximum: 1000, default: 10 });
    // As the requirements fc-bbox-, fc-time- and fc-limit-definition have them.
    for (const name of ['bbox', 'datetime', 'limit'])
      expect(parameters.find((one) => one.name === name)).toMatchObject({ in: 'query', style: 'form', explode: false });
    expect(parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(['bbox', 'datetime', 'kind', 'state']));
  });

  it('says of each collection what it is, how far it reaches and where its features are', async () => {
    const { collections } = (await ask('/collections')).json<{
      collections: (Record<string, unknown> & { links: Link[] })[];
    }>();
    expect(collections.map(({ id }) => id)).toEqual(['divisions', 'grids', 'sites', 'hazards', 'shelters']);
    const sites = collections[2]!;
    expect(sites).toMatchObject({
      itemType: 'feature',
      crs: ['http://www.opengis.net/def/crs/OGC/1.3/CRS84'],
      extent: {
        spatial: { bbox: [[120.05, 31.05, 120.35, 31.15]] },
        temporal: { interval: [['2026-07-08T01:00:00.000Z', null]] },
      },
    });
    expect(linkOf(sites, 'items')).toMatchObject({ type: 'application/geo+json' });
    const alone = (await ask('/collections/sites')).json<Record<string, unknown>>();
    expect(alone).toMatchObject({ id: sites['id'], extent: sites['extent'], title: sites['title'] });
  });

  it('is a page of links for a browser, without a script', async () => {
    for (const path of [
      '',
      '/conformance',
      '/collections',
      '/collections/sites',
      '/collections/sites/items',
      '/collections/sites/items/S-1',
    ]) {
      const answer = await app.inject({ url: `/ogc${path}`, headers: { accept: 'text/html,*/*;q=0.8' } });
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.body).not.toMatch(/<script|\son\w+=/);
      expect(answer.body).toContain('href="http://');
    }
  });
});

describe('features', () => {
  it('are GeoJSON by RFC 7946: stable ids, typed properties, outer rings counter-clockwise', async () => {
    const { type, features, numberMatched, numberReturned, timeStamp } = await items('hazards/items');
    expect({ type, numberMatched, numberReturned, timeStamp }).toEqual({
      type: 'FeatureCollection',
      numberMatched: 2,
      numberReturned: 2,
      timeStamp: '2026-07-08T01:00:00.000Z',
    });
    const [point, area] = features as [Feature, Feature];
    expect(point).toMatchObject({
      type: 'Feature',
      id: 'H-1',
      geometry: { type: 'Point', coordinates: [120.05, 31.05] },
      properties: { code: 'H-1', level: 3, county: '锡山区', demo: false, validFrom: '2026-07-08T01:00:00.000Z' },
    });
    expect(area.properties['level']).toBeNull();
    const ring = (area.geometry as unknown as GeoJSON.Polygon).coordinates[0]!;
    const twiceArea = ring.slice(1).reduce((sum, [x, y], at) => sum + ring[at]![0]! * y! - x! * ring[at]![1]!, 0);
    expect(twiceArea).toBeGreaterThan(0);
  });

  it('come ten at a time, at most a thousand, and a page has a link to the next', async () => {
    const first = await items('divisions/items?limit=4');
    expect(first).toMatchObject({ numberReturned: 4, numberMatched: 10 });
    expect((await items('grids/items')).numberReturned).toBe(8);
    expect((await items('divisions/items?limit=5000')).numberReturned).toBe(first.numberMatched);
    const next = new URL(linkOf(first, 'next')!.href);
    const { link } = (await ask('/collections/divisions/items?limit=4')).headers;
    expect(link).toContain(`<${linkOf(first, 'next')!.href}>; rel="next"; type="application/geo+json"`);
    next.searchParams.set('limit', '10');
    const second = await items(`divisions/items${next.search}`);
    const all = [...first.features, ...second.features].map(({ id }) => id);
    expect(new Set(all).size).toBe(first.numberMatched);
    expect(linkOf(second, 'next')).toBeUndefined();
  });

  it('stay on their pages while others are added before them', async () => {
    const first = await items('sites/items?limit=1');
    await fill(app, aSite({ code: 'S-0' }));
    const next = new URL(linkOf(first, 'next')!.href);
    expect(await ids(`sites/items${next.search}`)).toEqual(['S-2']);
    await fill(app);
  });

  it.each([
    ['bbox=120,31,120.1,31.1', ['S-1']],
    ['bbox=120,31,-500,120.1,31.1,500', ['S-1']],
    ['bbox=120.05,31.05,120.05,31.05', ['S-1']],
    ['bbox=120.2,31,120.4,31.2', ['S-2']],
    // West of east: around the earth the other way, over the antimeridian.
    ['bbox=120.2,31,120.1,31.2', ['S-1', 'S-2']],
    ['bbox=170,-80,-170,80', []],
    ['bbox=120.2,31,-179,31.2', ['S-2']],
    ['kind=hospital', ['S-2']],
    ['kind=hospital&county=%E6%A2%81%E6%BA%AA%E5%8C%BA', ['S-2']],
    ['demo=true', []],
    ['demo=', []],
  ])('are cut by %s', async (query, expected) => {
    expect(await ids(`sites/items?${query}`)).toEqual(expected);
    expect((await items(`sites/items?${query}`)).numberMatched).toBe(expected.length);
  });

  it('without a shape are in every box', async () => {
    const undrawn = await ids('divisions/items?bbox=0,0,1,1');
    expect(undrawn).toEqual(['32']);
  });

  it.each([
    'bbox=1,2,3',
    'bbox=1,2,3,4,5',
    'bbox=120,32,121,31',
    'bbox=a,b,c,d',
    'bbox=',
    'bbox=200,0,201,1',
    'limit=0',
    'limit=x',
    'limit=-1',
    'datetime=yesterday',
    'datetime=2026-07-08',
    'datetime=2026-07-09T00:00:00Z/2026-07-08T00:00:00Z',
    'datetime=../..',
    'datetime=a/b/c',
    'colour=red',
    'kind=a&kind=b',
    'demo=perhaps',
    'f=xml',
    'asKnownAt=2026-07-08T00:00:00Z&datetime=2026-07-08T00:00:00Z',
  ])('are refused for %s with a problem', async (query) => {
    const answer = await ask(`/collections/sites/items?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('one by one, with the way back; what is not there is a problem', async () => {
    const answer = await ask('/collections/sites/items/S-2');
    const feature = answer.json<Feature & { links: Link[] }>();
    expect(feature).toMatchObject({ id: 'S-2', properties: { name: '第二医院' } });
    expect(linkOf(feature, 'collection')?.href).toMatch(/\/ogc\/collections\/sites$/);
    for (const path of [
      '/collections/sites/items/S-9',
      '/collections/pigeons',
      '/collections/pigeons/items',
      '/collections/incidents/items',
    ])
      expect((await ask(path)).statusCode, path).toBe(404);
    for (const path of ['/collections/sites/items/S-2?bbox=1,2,3,4', '/collections?limit=1', '?x=1', '/api?x=1'])
      expect((await ask(path)).statusCode, path).toBe(400);
  });

  it('answer HEAD, and 304 to who has them already', async () => {
    const { headers } = await ask('/collections/sites/items');
    const head = await app.inject({ method: 'HEAD', url: '/ogc/collections/sites/items' });
    expect([head.statusCode, head.body]).toEqual([200, '']);
    app.clock.advance(60);
    const again = await app.inject({
      url: '/ogc/collections/sites/items',
      headers: { 'if-none-match': String(headers['etag']) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });
});

describe('time', () => {
  let before: string;
  beforeAll(async () => {
    before = app.clock().toISOString();
    app.clock.advance(3_600);
    await app.database.owner.many(sql`UPDATE sites.site SET name = '第一中学（新）' WHERE code = 'S-1' RETURNING 1`);
    app.clock.advance(3_600);
  });
  const nameAt = async (query: string) =>
    (await items(`sites/items?${query}`)).features.map(({ properties }) => properties['name'])[0];

  it('shows what was so at an instant, in an interval the latest of it, each thing once', async () => {
    const now = app.clock().toISOString();
    expect(await nameAt(`datetime=${before}`)).toBe('无锡市第一中学');
    expect(await nameAt(`datetime=${now}`)).toBe('第一中学（新）');
    expect(await nameAt(`datetime=../${before}`)).toBe('无锡市第一中学');
    expect(await nameAt(`datetime=${before}/..`)).toBe('第一中学（新）');
    const all = await items(`sites/items?datetime=${before}/${now}`);
    expect([all.numberMatched, all.features.length]).toEqual([2, 2]);
    expect(await ids('sites/items?datetime=../2020-01-01T00:00:00Z')).toEqual([]);
  });

  it('matches everything in a collection that knows no time', async () => {
    const { numberMatched } = await items('divisions/items');
    expect((await items('divisions/items?datetime=1990-01-01T00:00:00Z')).numberMatched).toBe(numberMatched);
  });

  it('refuses a moment where no history is kept, and promises none there', async () => {
    const pathsFor = async (scope: TestScope) =>
      (await ask('/api', scope)).json<{ paths: Record<string, { get: { parameters: { name: string }[] } }> }>().paths;
    for (const [scope, collection, kept] of [
      [PUBLIC, 'hazards', false],
      [PUBLIC, 'shelters', false],
      [STAFF, 'divisions', false],
      [STAFF, 'hazards', true],
    ] as const) {
      const id = collection === 'divisions' ? '3202' : collection === 'hazards' ? 'H-1' : 'B-1';
      const [paths, own] = [await pathsFor(scope), `/collections/${collection}/items`];
      for (const moment of ['asKnownAt', 'asItWasAt']) {
        for (const [path, described] of [
          [own, own],
          [`${own}/${id}`, `${own}/{featureId}`],
        ] as const) {
          const { statusCode } = await ask(`${path}?${moment}=${before}`, scope);
          expect([path, moment, statusCode]).toEqual([path, moment, kept ? 200 : 400]);
          const names = paths[described]!.get.parameters.map(({ name }) => name);
          expect([described, names.includes(moment)]).toEqual([described, kept]);
        }
      }
    }
  });

  it('shows what was known at a moment, of lists and of one', async () => {
    expect(await nameAt(`asKnownAt=${before}`)).toBe('无锡市第一中学');
    const one = await ask(`/collections/sites/items/S-1?asItWasAt=${before}`);
    expect(one.json<Feature>().properties['name']).toBe('无锡市第一中学');
  });
});

describe('whose it is', () => {
  it('gives everybody what is published, and does not say that there is more', async () => {
    const { collections } = (await ask('/collections', PUBLIC)).json<{
      collections: { id: string; extent: { spatial: { bbox: number[][] } } }[];
    }>();
    expect(collections.map(({ id }) => id)).toEqual(['divisions', 'hazards', 'shelters']);
    expect(collections[1]!.extent.spatial.bbox).toEqual([[120.05, 31.05, 120.05, 31.05]]);
    const hazards = await items('hazards/items', PUBLIC);
    expect(hazards).toMatchObject({ numberMatched: 1, features: [{ id: 'H-1' }] });
    expect(hazards.features[0]!.properties).not.toHaveProperty('responsibleUnit');
    expect(await ids('shelters/items', PUBLIC)).toEqual(['B-1']);
    for (const path of ['grids', 'grids/items', 'grids/schema', 'sites/items', 'sites/items/S-1', 'hazards/items/H-2'])
      expect((await ask(`/collections/${path}`, PUBLIC)).statusCode, path).toBe(404);
    expect((await ask('/collections/hazards/items?responsibleUnit=x', PUBLIC)).statusCode).toBe(400);
    expect(JSON.stringify((await ask('/api', PUBLIC)).json())).not.toMatch(/grids|sites|responsibleUnit/);
  });

  it('gives a county its own: in counts, extents, pages and by id', async () => {
    expect(await ids('sites/items', LIANGXI)).toEqual(['S-2']);
    expect((await items('sites/items?limit=1', LIANGXI)).links.map(({ rel }) => rel)).not.toContain('next');
    const { extent } = (await ask('/collections/sites', LIANGXI)).json<{ extent: { spatial: { bbox: number[][] } } }>();
    expect(extent.spatial.bbox).toEqual([[120.35, 31.15, 120.35, 31.15]]);
    expect((await ask('/collections/sites/items/S-1', LIANGXI)).statusCode).toBe(404);
    const past = encodeURIComponent(app.clock().toISOString());
    expect(await ids(`sites/items?datetime=../${past}`, LIANGXI)).toEqual(['S-2']);
    expect(await ids(`sites/items?asKnownAt=${past}`, LIANGXI)).toEqual(['S-2']);
  });

  it('lets pages of other sites and caches have what is public, and nothing else', async () => {
    const open = await ask('/collections/hazards/items', PUBLIC);
    expect(open.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=60' });
    const own = await ask('/collections/hazards/items');
    expect(own.headers).not.toHaveProperty('access-control-allow-origin');
    expect(own.headers['cache-control']).toContain('private');
  });
});
