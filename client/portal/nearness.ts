// How far and in which direction a published thing lies. On the device: no position is ever sent. Pure.
import type { Geometry, Position } from '../../geodata/space/geometry.ts';

/** Mean radius of the earth, metres (IUGG). */
const EARTH_M = 6_371_008.8;
const RADIANS = Math.PI / 180;
/** Streets are longer than the straight line; walking persons, not the fastest ones. */
const DETOUR = 1.3;
const WALK_M_PER_MINUTE = 4000 / 60;

export interface Nearness {
  /** Metres to the nearest part of it; 0 inside of an area. */
  readonly distanceM: number;
  /** 0 north, 1 north-east … 7 north-west; undefined where it is right here. */
  readonly direction: number | undefined;
  /** The place lies in its area. */
  readonly inside: boolean;
}

/** Metres east and north of the origin. Good to a few per mille over a city. */
const planeAround = ([lon0, lat0]: Position) => {
  const eastM = EARTH_M * RADIANS * Math.cos(lat0 * RADIANS);
  return ([lon, lat]: Position): readonly [number, number] => [(lon - lon0) * eastM, (lat - lat0) * EARTH_M * RADIANS];
};

/**
 * From a place to a thing.
 *
 * @param place    longitude and latitude, degrees
 * @param point    a point of the thing, for its direction where the place lies inside of it
 * @param geometry its outline or line; null where it is the point
 */
export function nearnessOf(place: Position, point: Position, geometry: Geometry | null): Nearness {
  const onPlane = planeAround(place);
  if (!geometry) return nearest([onPlane(point)], false);
  const parts = partsOf(geometry).map((line) => line.map(onPlane));
  const inside = geometry.type.endsWith('Polygon') && crossings(parts) % 2 === 1;
  if (inside) return { distanceM: 0, direction: undefined, inside };
  return nearest(
    parts.flatMap((line) => line.map((to, at) => nearestOnSegment(line[Math.max(0, at - 1)]!, to))),
    inside,
  );
}

/** Minutes on foot, rounded up: never promised too early. */
export const walkMinutes = (distanceM: number): number =>
  Math.max(1, Math.ceil((distanceM * DETOUR) / WALK_M_PER_MINUTE));

/** Metres as somebody would say them: to ten below a hundred, to fifty below a kilometre. */
export const spokenMetres = (distanceM: number): number =>
  distanceM < 100 ? Math.max(10, Math.round(distanceM / 10) * 10) : Math.round(distanceM / 50) * 50;

type Point = readonly [number, number];

function nearest(points: readonly Point[], inside: boolean): Nearness {
  const [x, y] = points.reduce((best, point) => (length(point) < length(best) ? point : best));
  const distanceM = length([x, y]);
  const direction = distanceM < 5 ? undefined : Math.round(Math.atan2(x, y) / (Math.PI / 4) + 8) % 8;
  return { distanceM, direction, inside };
}

const length = ([x, y]: Point) => Math.sqrt(x * x + y * y);

/** The point of a segment nearest to the origin. */
function nearestOnSegment([ax, ay]: Point, [bx, by]: Point): Point {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const part = square === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square));
  return [ax + part * dx, ay + part * dy];
}

/** How often a ray from the origin to the east crosses the rings: odd is inside, holes counted. */
function crossings(rings: readonly (readonly Point[])[]): number {
  let count = 0;
  for (const ring of rings) {
    ring.forEach(([bx, by], at) => {
      const [ax, ay] = ring[Math.max(0, at - 1)]!;
      if (ay > 0 !== by > 0 && ax + ((0 - ay) / (by - ay)) * (bx - ax) > 0) count += 1;
    });
  }
  return count;
}

function partsOf(geometry: Geometry): readonly (readonly Position[])[] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]];
    case 'LineString':
      return [geometry.coordinates];
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates;
    case 'MultiPolygon':
      return geometry.coordinates.flat();
  }
}
