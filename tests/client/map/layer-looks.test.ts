import { expression } from '@maplibre/maplibre-gl-style-spec';
import { expect, it } from 'vitest';
import { divisionLooks } from '../../../client/grids/division-layer.tsx';
import { gridLooks, gridStates } from '../../../client/grids/grid-layer.tsx';
import { hazardLooks } from '../../../client/hazards/hazard-layer.tsx';
import type { LayerLook } from '../../../client/map/map-style.ts';
import type { Palette } from '../../../client/map/palette.ts';
import { shelterLooks } from '../../../client/shelters/shelter-layer.tsx';
import { siteLooks } from '../../../client/sites/site-layer.tsx';

const LEVEL_HUES = ['#d8333a', '#f08424', '#f2d033', '#326be4'];
const palette: Palette = {
  void: '#0c0f13',
  surface: '#171c22',
  line: '#29313a',
  lineStrong: '#3d4853',
  text: '#e9edf1',
  text2: '#b0bac4',
  text3: '#929eaa',
  accent: '#d3f1f5',
  unknown: '#aab4be',
  levels: {
    1: { fill: '#d8333a', ink: '#ffffff' },
    2: { fill: '#f08424', ink: '#1b0f00' },
    3: { fill: '#f2d033', ink: '#1d1800' },
    4: { fill: '#326be4', ink: '#ffffff' },
  },
};

/** What an expression of the style gives for a feature. */
function valueOf(
  look: LayerLook | undefined,
  group: 'paint' | 'layout',
  name: string,
  properties: object,
  state: object = {},
): unknown {
  const source = (look as unknown as Record<string, Record<string, unknown>>)[group]![name];
  const parsed = expression.createExpression(source, `${group}.${name}`);
  if (parsed.result === 'error') throw new Error(parsed.value.map(({ message }) => message).join());
  return parsed.value.evaluate({ zoom: 14 }, { type: 'Point', properties } as never, state as never);
}

it('tints a grid by how many incidents are open in it, and not at all where there are none', () => {
  const fill = gridLooks(palette, 1)[0];
  const tint = (state: object) => valueOf(fill, 'paint', 'fill-opacity', {}, state);
  expect(tint({})).toBe(0);
  const tints = [1, 2, 4, 8].map((open) => tint({ open }) as number);
  expect(tints).toEqual(tints.toSorted((a, b) => a - b));
  expect(new Set(tints).size).toBe(4);
  expect(gridStates([[7, 3, 1]])).toEqual(new Map([[7, { open: 3 }]]));
});

it('draws an open shelter otherwise than a ready or an unusable one', () => {
  const icon = (state: string | undefined) =>
    valueOf(shelterLooks((name) => name)[0], 'layout', 'icon-image', { state });
  expect(['open', 'unavailable', 'ready', undefined].map(icon)).toEqual(['open', 'unavailable', 'ready', 'ready']);
});

it('tells sites apart by what people do there', () => {
  const icon = (kind: string) => valueOf(siteLooks((name) => name)[0], 'layout', 'icon-image', { kind });
  expect(['primary-school', 'hospital', 'metro-station', 'bank', 'something-new'].map(icon)).toEqual([
    'site-learning',
    'site-health',
    'site-travel',
    'site-other',
    'site-other',
  ]);
});

it('keeps the four level hues for levels alone', () => {
  const looks = [...gridLooks(palette, 1), ...divisionLooks(palette, 1), ...hazardLooks(palette, 'hazard', 1)];
  const text = JSON.stringify([looks, shelterLooks((name) => name), siteLooks((name) => name)]);
  expect(LEVEL_HUES.filter((hue) => text.includes(hue))).toEqual([]);
});
