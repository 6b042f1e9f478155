import { addProtocol, Map as MapLibreMap, removeProtocol } from 'maplibre-gl';
import { afterEach, expect, it } from 'vitest';
import { prepareMapEngine } from '../../../client/map/map-engine.ts';
import { TileRetry } from '../../../client/map/tile-retry.ts';

let map: MapLibreMap | undefined;
const box = document.createElement('div');
afterEach(() => {
  map?.remove();
  box.remove();
  removeProtocol('flaky');
});

it('asks again for a tile that failed, until it comes', async () => {
  let asked = 0;
  addProtocol('flaky', () => {
    asked += 1;
    return asked < 3 ? Promise.reject(new Error('Failed to fetch')) : Promise.resolve({ data: new ArrayBuffer(0) });
  });
  prepareMapEngine();
  box.style.cssText = 'width: 256px; height: 256px';
  document.body.append(box);
  const source = { type: 'vector' as const, tiles: ['flaky://{z}/{x}/{y}'], minzoom: 0, maxzoom: 0 };
  const layer = { id: 'lines', type: 'line' as const, source: 'flaky', 'source-layer': 'lines' };
  map = new MapLibreMap({ container: box, style: { version: 8, sources: { flaky: source }, layers: [layer] } });
  const retry = new TileRetry(map);
  await expect.poll(() => asked, { timeout: 20_000 }).toBe(3);
  await expect.poll(() => map!.loaded() && !retry.isWaiting(), { timeout: 20_000 }).toBe(true);
  expect(asked).toBe(3);
  retry.end();
});
