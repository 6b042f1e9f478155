// Tiles of another moment have another address; the map must not blink on the way.
import type { VectorTileSource } from 'maplibre-gl';
import { afterEach, expect, it } from 'vitest';
import { HazardLayer } from '../../../client/hazards/hazard-layer.tsx';
import { aMap, onStage } from './stage.tsx';

let stage: ReturnType<typeof onStage> | undefined;
afterEach(() => stage?.leave());

const status = (query: string) => ({
  layer: 'hazards',
  count: 0,
  dataAt: null,
  tiles: `/api/tiles/hazards/1/x/{z}/{x}/{y}.mvt${query}`,
  minZoom: 8,
  maxZoom: 16,
});

it('keeps the source, and with it the tiles that are drawn, when their address changes', async () => {
  const { told, canvas } = aMap();
  stage = onStage(canvas({ children: <HazardLayer status={status('')} /> }));
  await expect.poll(() => told.handle?.map.getSource('hazards')).toBeDefined();
  const { map } = told.handle!;
  const source = map.getSource<VectorTileSource>('hazards')!;
  stage.show(canvas({ children: <HazardLayer status={status('?asKnownAt=2026-07-08T02:00:00Z')} /> }));
  await expect
    .poll(() => map.getSource<VectorTileSource>('hazards')!.serialize().tiles?.[0])
    .toMatch(/\?asKnownAt=2026-07-08T02:00:00Z$/);
  expect(map.getSource('hazards')).toBe(source);
});
