// Sizes on the ground. Degrees are never multiplied.
import { area as turfArea } from '@turf/turf';
import type { Area, Position } from './geometry.ts';

/** Mean radius of WGS-84, metres (IUGG). */
const EARTH_RADIUS_M = 6371008.8;
const RADIANS = Math.PI / 180;

/** Area in square metres, on the sphere of Earth's authalic radius (turf); within 0.5 % of the ellipsoid. Holes count off. */
export const areaM2 = (area: Area): number => turfArea(area as Parameters<typeof turfArea>[0]);

/** Great-circle distance in metres (haversine); within 0.5 % of the ellipsoid. */
export function distanceM([lonA, latA]: Position, [lonB, latB]: Position): number {
  const half = Math.sin(((latB - latA) * RADIANS) / 2) ** 2;
  const turn = Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * Math.sin(((lonB - lonA) * RADIANS) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(half + turn));
}

/** Is the position inside the area? Even-odd; a position on the border may go either way. Cost: O(vertices). */
export function inArea([x, y]: Position, area: Area): boolean {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return polygons.some((rings) => rings.reduce((inside, ring) => inside !== inRing(x, y, ring), false));
}

function inRing(x: number, y: number, ring: Position[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
