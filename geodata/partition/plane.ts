// A plane of whole numbers: 1e-7 degree to the unit, so that turning and crossing are decided exactly.
import type { Area, Position } from '../space/geometry.ts';

const UNITS_PER_DEGREE = 1e7;
const METRES_PER_UNIT = 6371008.8 * (Math.PI / 180) * 1e-7;

/** Vertices, each place once. Coordinates are whole units from the origin, below 2^24 (about 1.6 degrees). */
export interface Plane {
  readonly west: number;
  readonly south: number;
  readonly x: number[];
  readonly y: number[];
  readonly ids: Map<number, number>;
  /** Metres in a unit eastward (taken at the middle latitude) and northward. */
  readonly metresX: number;
  readonly metresY: number;
}

/** An undirected edge between two vertices. */
export type Edge = readonly [number, number];
/** Rings of vertices, not closed: the shell counter-clockwise, then holes. */
export type PlanePolygon = number[][];

/** A plane that holds a box of degrees with a margin of 0.02 degrees. */
export function planeAround(west: number, south: number, east: number, north: number): Plane {
  if (east - west > 1.5 || north - south > 1.5) throw new RangeError('A partition covers 1.5 degrees at most');
  const middle = ((south + north) / 2) * (Math.PI / 180);
  const [originX, originY] = [
    Math.round((west - 0.02) * UNITS_PER_DEGREE),
    Math.round((south - 0.02) * UNITS_PER_DEGREE),
  ];
  return {
    west: originX,
    south: originY,
    x: [],
    y: [],
    ids: new Map(),
    metresX: METRES_PER_UNIT * Math.cos(middle),
    metresY: METRES_PER_UNIT,
  };
}

export function vertexAt(plane: Plane, x: number, y: number): number {
  const key = x * 33554432 + y;
  const known = plane.ids.get(key);
  if (known !== undefined) return known;
  plane.ids.set(key, plane.x.length);
  plane.y.push(y);
  return plane.x.push(x) - 1;
}

export const unitsOf = (plane: Plane, [lon, lat]: Position): [number, number] => [
  Math.round(lon * UNITS_PER_DEGREE) - plane.west,
  Math.round(lat * UNITS_PER_DEGREE) - plane.south,
];

export const degreesOf = (plane: Plane, x: number, y: number): Position => [
  (x + plane.west) / UNITS_PER_DEGREE,
  (y + plane.south) / UNITS_PER_DEGREE,
];

/** The edges of every ring of an area. */
export function edgesOf(plane: Plane, area: Area): Edge[] {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return polygons.flat().flatMap((ring) => {
    const ids = ring.map((position) => vertexAt(plane, ...unitsOf(plane, position)));
    return ids.slice(1).flatMap((to, index): Edge[] => (to === ids[index] ? [] : [[ids[index]!, to]]));
  });
}

/** Twice the signed area in square units; positive is counter-clockwise. Measured from the first vertex, to keep it exact. */
export function twiceArea(plane: Plane, ring: readonly number[]): number {
  const [x0, y0] = [plane.x[ring[0]!]!, plane.y[ring[0]!]!];
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    sum += (plane.x[a]! - x0) * (plane.y[b]! - y0) - (plane.x[b]! - x0) * (plane.y[a]! - y0);
  }
  return sum;
}

export const squareMetres = (plane: Plane, twiceUnits: number): number =>
  (twiceUnits / 2) * plane.metresX * plane.metresY;

/** Even-odd; a point on the border may go either way. */
export function insideRing(plane: Plane, ring: readonly number[], px: number, py: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi, xj, yj] = [plane.x[ring[i]!]!, plane.y[ring[i]!]!, plane.x[ring[j]!]!, plane.y[ring[j]!]!];
    if (yi > py !== yj > py && px < ((xj - xi) * (py - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** GeoJSON of polygons in the plane: one is a Polygon, more are a MultiPolygon. */
export function areaOf(plane: Plane, polygons: PlanePolygon[]): Area {
  const coordinates = polygons.map((rings) =>
    rings.map((ring) => [...ring, ring[0]!].map((id) => degreesOf(plane, plane.x[id]!, plane.y[id]!))),
  );
  return coordinates.length === 1
    ? { type: 'Polygon', coordinates: coordinates[0]! }
    : { type: 'MultiPolygon', coordinates };
}
