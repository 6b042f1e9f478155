import { fileURLToPath } from 'node:url';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { PMTiles } from 'pmtiles';
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildBasemap } from '../../geodata/basemap/build-basemap.ts';
import { stitch } from '../../geodata/basemap/stitch.ts';
import { BASEMAP_LAYERS, basemapStyle } from '../../geodata/basemap/style.ts';
import { writePmtiles } from '../../geodata/basemap/write-pmtiles.ts';
import { randomFrom } from '../../geodata/partition/random.ts';
import { readPack } from '../../geodata/pack.ts';

const open = (bytes: Uint8Array) =>
  new PMTiles({
    getKey: () => 'test',
    getBytes: async (offset, length) => ({ data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer }),
  });

describe('the basemap of the shipped city', () => {
  let archive: Uint8Array;
  let tiles: PMTiles;
  const layersAt = async (z: number, x: number, y: number) => {
    const { layers } = new VectorTile(new PbfReader((await tiles.getZxy(z, x, y))!.data));
    return layers;
  };
  beforeAll(async () => {
    archive = await buildBasemap(
      await readPack(fileURLToPath(new URL('../../geodata/cities/wuxi-demo', import.meta.url))),
    );
    tiles = open(archive);
  }, 60_000);

  it('reads back with the reference reader', async () => {
    expect(await tiles.getHeader()).toMatchObject({
      specVersion: 3,
      minZoom: 6,
      maxZoom: 14,
      tileType: 1,
      clustered: true,
    });
    expect(await tiles.getMetadata()).toMatchObject({ name: '无锡市', attribution: expect.stringContaining('GSHHG') });
  });

  it('has all layers where the city is, by the web mercator tile of 三阳广场', async () => {
    // 120.297, 31.577: x = (120.297 + 180) / 360 · 2^z; z 10 → 854.18, 416.25; z 12 → 3416.7, 1665.0.
    const layers = await layersAt(10, 854, 416);
    expect(Object.keys(layers).sort()).toEqual([
      'counties',
      'labels',
      'land',
      'metro',
      'metro-stations',
      'roads',
      'shore',
      'water',
    ]);
    expect(BASEMAP_LAYERS).toEqual(expect.arrayContaining(Object.keys(layers)));
    const { labels } = await layersAt(8, 213, 104);
    const names = Array.from({ length: labels!.length }, (_, index) => labels!.feature(index).properties['name']);
    expect(names).toContain('梁溪区');
  });

  it('leaves out the made-up roads and nothing else when the demonstration is over', async () => {
    const real = open(
      await buildBasemap(await readPack(fileURLToPath(new URL('../../geodata/cities/wuxi-demo', import.meta.url))), {
        madeUp: false,
      }),
    );
    const { layers } = new VectorTile(new PbfReader((await real.getZxy(12, 3416, 1665))!.data));
    const before = Object.keys(await layersAt(12, 3416, 1665));
    expect(before).toContain('roads');
    expect(Object.keys(layers).sort()).toEqual(before.filter((layer) => layer !== 'roads').sort());
  }, 60_000);

  it('shows main roads from afar and streets from near', async () => {
    const classes = async (z: number, x: number, y: number) => {
      const { roads } = await layersAt(z, x, y);
      return new Set(Array.from({ length: roads!.length }, (_, index) => roads!.feature(index).properties['class']));
    };
    expect(await classes(8, 213, 104)).toEqual(new Set([3]));
    expect(await classes(12, 3416, 1665)).toEqual(new Set([1, 2, 3]));
  });

  it('has nothing beyond the margin', async () => {
    expect(await tiles.getZxy(10, 0, 0)).toBeUndefined();
  });

  it('is small', () => {
    expect(archive.length).toBeLessThan(1e6);
  });
});

it('writes leaf directories when the root would not fit, and finds every tile', async () => {
  const random = randomFrom(1, 'tiles');
  const noise = Uint8Array.from({ length: 20_000 }, () => random.below(256));
  const slice = (start: number) => noise.subarray(start, start + 4 + random.below(600));
  const all = Array.from({ length: 128 * 128 }, (_, index) => ({
    z: 7,
    x: index % 128,
    y: Math.floor(index / 128),
    data: slice(random.below(19_000)),
  }));
  const archive = open(
    writePmtiles(all, {
      minZoom: 7,
      maxZoom: 7,
      bounds: [-180, -85, 180, 85],
      centre: [0, 0],
      centreZoom: 7,
      metadata: {},
    }),
  );
  expect((await archive.getHeader()).leafDirectoryLength).toBeGreaterThan(0);
  for (const tile of [all[0]!, all[777]!, all.at(-1)!]) {
    expect(new Uint8Array((await archive.getZxy(7, tile.x, tile.y))!.data)).toEqual(tile.data);
  }
});

it('keeps equal tiles once', async () => {
  const data = new Uint8Array([1, 2, 3]);
  const archive = writePmtiles(
    [0, 1].flatMap((x) => [0, 1].map((y) => ({ z: 1, x, y, data }))),
    { minZoom: 1, maxZoom: 1, bounds: [-180, -85, 180, 85], centre: [0, 0], centreZoom: 1, metadata: {} },
  );
  expect(await open(archive).getHeader()).toMatchObject({
    numAddressedTiles: 4,
    numTileEntries: 1,
    numTileContents: 1,
  });
});

it('joins pieces of a street end to end, straight on at a crossing (by hand)', () => {
  const joined = stitch([
    [
      [0, 0],
      [1, 0],
    ],
    [
      [2, 0],
      [1, 0],
    ],
    [
      [1, 0],
      [1, 1],
    ],
  ]);
  expect(joined).toEqual(
    [
      [
        [2, 0],
        [1, 0],
        [0, 0],
      ],
      [
        [1, 1],
        [1, 0],
      ],
    ].map((line) =>
      expect.toSatisfy(
        (found: number[][]) =>
          JSON.stringify(found) === JSON.stringify(line) ||
          JSON.stringify([...found].reverse()) === JSON.stringify(line),
      ),
    ),
  );
});

it.each(['dark', 'light'] as const)('gives a style that the specification accepts: %s', (theme) => {
  const style = basemapStyle(theme, {
    url: 'pmtiles:///basemap/a.pmtiles',
    fontFaces: { 'Noto Sans SC': [{ url: '/f.woff2', 'unicode-range': ['U+4E00-9FFF'] }] },
    scale: 3,
  });
  expect(validateStyleMin(style)).toEqual([]);
  expect(style).not.toHaveProperty('glyphs');
  expect(style).not.toHaveProperty('sprite');
});
