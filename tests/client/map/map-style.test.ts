import { expect, it } from 'vitest';
import { bandEnd, bandOrder, withBands } from '../../../client/map/bands.ts';
import { composeStyle, type MapPart } from '../../../client/map/map-style.ts';

const part = (name: string, band: MapPart['band']): MapPart => ({
  name,
  band,
  source: { type: 'vector', tiles: ['https://example.test/{z}/{x}/{y}.mvt'] },
  sourceLayer: name,
  looks: [
    { id: `${name}-fill`, type: 'fill' },
    { id: `${name}-line`, type: 'line' },
  ],
});
const base = {
  theme: 'dark',
  basemap: 'https://example.test/city.pmtiles',
  fontFaces: {},
  scale: 1,
  ground: 1,
} as const;
const order = (parts: MapPart[]) => composeStyle({ ...base, parts }).layers.map(({ id }) => id);

it('puts the bands between the ground and the names, whatever order the parts come in', () => {
  const ids = order([part('sites', 'sites'), part('grids', 'areas')]);
  const firstName = composeStyle({ ...base, parts: [] }).layers.find(({ type }) => type === 'symbol')!.id;
  const at = (id: string) => ids.indexOf(id);
  expect(at('counties')).toBeLessThan(at('grids-fill'));
  expect(at('grids-fill')).toBeLessThan(at('grids-line'));
  expect(at('grids-line')).toBeLessThan(at('sites-fill'));
  expect(at('sites-line')).toBeLessThan(at(firstName));
});

it('draws a later part of a band above an earlier one', () => {
  const ids = order([part('sites', 'sites'), part('hazards', 'sites')]);
  expect(ids.indexOf('sites-line')).toBeLessThan(ids.indexOf('hazards-fill'));
  expect(ids.indexOf('hazards-line')).toBeLessThan(ids.indexOf(bandEnd('sites')));
});

it('takes everything from one place and asks for no glyphs or sprites', () => {
  const style = composeStyle({ ...base, parts: [part('grids', 'areas')] });
  expect(style.glyphs).toBeUndefined();
  expect(style.sprite).toBeUndefined();
  expect(
    JSON.stringify(style)
      .match(/https?:\/\/[^/"]+/g)
      ?.every((origin) => origin === 'https://example.test'),
  ).toBe(true);
});

it('puts labels of a capability above the names of places, so that these give way', () => {
  const ids = composeStyle({ ...base, parts: [part('lengths', 'labels')] }).layers.map(({ id }) => id);
  const names = composeStyle({ ...base, parts: [] }).layers.flatMap(({ id, type }) => (type === 'symbol' ? [id] : []));
  expect(names.length).toBeGreaterThan(0);
  expect(ids.indexOf('lengths-fill')).toBeGreaterThan(Math.max(...names.map((id) => ids.indexOf(id))));
});

it('puts an online basemap in the place of the own ground and names', () => {
  const style = composeStyle({
    ...base,
    raster: 'https://example.test/t/{z}/{x}/{y}',
    parts: [part('grids', 'areas')],
  });
  const ids = style.layers.map(({ id }) => id);
  expect(ids.indexOf('raster')).toBeLessThan(ids.indexOf('grids-fill'));
  expect(style.layers.filter(({ type }) => type === 'symbol')).toEqual([]);
});

it('keeps a style without names whole', () => {
  const ids = withBands({ version: 8, sources: {}, layers: [{ id: 'ground', type: 'background' }] }).layers.map(
    ({ id }) => id,
  );
  expect(ids).toEqual(['ground', ...['areas', 'hatch', 'sites', 'flows', 'labels'].map((band) => `end-of-${band}`)]);
});

it('orders the overlay as the design does', () => {
  expect(bandOrder('pins')).toBeGreaterThan(bandOrder('labels'));
  expect(bandOrder('selection')).toBeGreaterThan(bandOrder('pins'));
});

it('fades the ground and its names, and nothing that capabilities draw', () => {
  const { layers } = composeStyle({ ...base, ground: 0.3, parts: [part('grids', 'areas')] });
  const ids = layers.map(({ id }) => id);
  const veil = layers.find(({ id }) => id === 'veil')!;
  expect(veil.paint).toMatchObject({ 'background-opacity': 0.7 });
  expect(ids.indexOf('counties')).toBeLessThan(ids.indexOf('veil'));
  expect(ids.indexOf('veil')).toBeLessThan(ids.indexOf('grids-fill'));
  const names = layers.filter(({ type }) => type === 'symbol');
  expect(names.map(({ paint }) => (paint as Record<string, unknown>)['text-opacity'])).toEqual(names.map(() => 0.3));
  expect(layers.find(({ id }) => id === 'grids-fill')!.paint).toBeUndefined();
});
