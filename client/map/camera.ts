// Where the map looks, and how it goes elsewhere without hiding its goal beneath furniture.
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Box, Position } from '../../geodata/space/geometry.ts';
import type { View } from '../platform/url-state.ts';
import type { Padding } from './map-context.tsx';
import type { ScreenPoint } from './picking.ts';

export const NO_PADDING: Padding = { top: 0, right: 0, bottom: 0, left: 0 };
/** A selected thing nearer to the edge of the free part than this is moved into it, CSS pixels. */
const EDGE_PX = 48;

/** The middle of the part that no furniture covers, CSS pixels. */
export function freeMiddle(width: number, height: number, { top, right, bottom, left }: Padding): ScreenPoint {
  return { x: (left + Math.max(left, width - right)) / 2, y: (top + Math.max(top, height - bottom)) / 2 };
}

/** Is a place on the canvas seen: inside of the free part and not at its very edge? */
export function isFree({ x, y }: ScreenPoint, width: number, height: number, padding: Padding): boolean {
  const { top, right, bottom, left } = padding;
  return x >= left + EDGE_PX && x <= width - right - EDGE_PX && y >= top + EDGE_PX && y <= height - bottom - EDGE_PX;
}

/** As the address holds it: five decimals of a degree are about a metre. */
export function viewOf(map: MapLibreMap): View {
  const { lng, lat } = map.getCenter();
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return { lon: round(lng, 5), lat: round(lat, 5), zoom: round(map.getZoom(), 2) };
}

/** What the canvas shows, degrees. */
export function boxOf(map: MapLibreMap): Box {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

export function sameView(a: View | undefined, b: View | undefined): boolean {
  return a?.lon === b?.lon && a?.lat === b?.lat && a?.zoom === b?.zoom;
}

/** Brings a point to the middle of the free part. MapLibre jumps by itself under reduced motion. */
export function flyTo(map: MapLibreMap, padding: Padding, point: Position, zoom = map.getZoom()): void {
  const { width, height } = sizeOf(map);
  const middle = freeMiddle(width, height, padding);
  map.easeTo({ center: point, zoom, offset: [middle.x - width / 2, middle.y - height / 2], duration: 400 });
}

/** Shows a whole box in the free part, never closer than `maxZoom`. */
export function fit(
  map: MapLibreMap,
  padding: Padding,
  [west, south, east, north]: Box,
  maxZoom: number,
  animate: boolean,
): void {
  const camera = map.cameraForBounds([west, south, east, north], { padding: { ...padding }, maxZoom });
  if (!camera?.center) return;
  if (animate) map.easeTo({ center: camera.center, zoom: camera.zoom ?? map.getZoom(), duration: 400 });
  else map.jumpTo({ center: camera.center, zoom: camera.zoom ?? map.getZoom() });
}

/** Moves as little as needed: not at all where the point is already seen. */
export function reveal(map: MapLibreMap, padding: Padding, point: Position): void {
  const { width, height } = sizeOf(map);
  if (!isFree(map.project(point), width, height, padding)) flyTo(map, padding, point);
}

export function sizeOf(map: MapLibreMap): { width: number; height: number } {
  const { clientWidth, clientHeight } = map.getContainer();
  return { width: clientWidth, height: clientHeight };
}
