// What is known to be true about a city: the ruler against which an unknown file is laid.
import type { Area, Box, Position } from '../space/geometry.ts';

/** Where something that has a name lies, WGS-84. */
export interface NamedPlace {
  point: Position;
  /** Known to some hundred metres only. */
  rough: boolean;
}

export interface KnownPlaces {
  /** The city with a margin of some kilometres. */
  bounds: Box;
  /** The places that bear this name. */
  named(name: string): readonly NamedPlace[];
  /** The nearest road, metres; undefined where none is within 100 m. */
  metresToRoad(position: Position): number | undefined;
  /** The name of the county whose outline holds the position. */
  countyAt(position: Position): string | undefined;
}

export interface KnownParts {
  bounds: Box;
  places: Iterable<NamedPlace & { name: string }>;
  /** Lines of roads; their segments are kept in memory, some 50 bytes each. */
  roads: Iterable<{ coordinates: readonly Position[] }>;
  counties: Iterable<{ name: string; area: Area }>;
}

const REACH_M = 100;
/** Side of a square of the index of roads, degrees: about 200 m. */
const SQUARE = 0.002;
/** A degree of latitude in metres. */
const DEGREE_M = 111_320;

/** Names as they are compared: width, brackets and blanks do not matter. */
export const plainName = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/[\s·•\-—–_()[\]{}【】「」"'“”]/g, '')
    .toLowerCase();

/** Metres to the east and to the north of a position, on a plane: right to 1 ‰ within a city. */
export function metresEastNorth(from: Position, to: Position): Position {
  const scale = Math.cos((((from[1] + to[1]) / 2) * Math.PI) / 180);
  return [(to[0] - from[0]) * scale * DEGREE_M, (to[1] - from[1]) * DEGREE_M];
}

/** Metres between two positions, as exact as `metresEastNorth`. */
export const metresBetween = (a: Position, b: Position): number => Math.hypot(...metresEastNorth(a, b));

/** An index in memory. Cost: O(places + segments) once, O(1) a question, counties apart. */
export function knownPlaces({ bounds, places, roads, counties }: KnownParts): KnownPlaces {
  const names = new Map<string, NamedPlace[]>();
  for (const { name, point, rough } of places) {
    const key = plainName(name);
    const same = names.get(key);
    if (same) same.push({ point, rough });
    else names.set(key, [{ point, rough }]);
  }
  const outlines = [...counties];
  const metresToRoad = roadIndex(roads);
  return {
    bounds,
    named: (name) => names.get(plainName(name)) ?? [],
    metresToRoad,
    countyAt: (position) => outlines.find(({ area }) => areaHolds(area, position))?.name,
  };
}

const square = (degrees: number) => Math.floor(degrees / SQUARE);

function roadIndex(roads: KnownParts['roads']): KnownPlaces['metresToRoad'] {
  const squares = new Map<string, [Position, Position][]>();
  const add = (from: Position, to: Position) => {
    for (let x = square(Math.min(from[0], to[0])); x <= square(Math.max(from[0], to[0])); x++)
      for (let y = square(Math.min(from[1], to[1])); y <= square(Math.max(from[1], to[1])); y++) {
        const key = `${x},${y}`;
        const here = squares.get(key);
        if (here) here.push([from, to]);
        else squares.set(key, [[from, to]]);
      }
  };
  for (const { coordinates } of roads)
    for (let at = 1; at < coordinates.length; at++) add(coordinates[at - 1]!, coordinates[at]!);
  return (position) => {
    const [x, y] = [square(position[0]), square(position[1])];
    let nearest = Infinity;
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const [from, to] of squares.get(`${x + dx},${y + dy}`) ?? [])
          nearest = Math.min(nearest, metresToSegment(position, from, to));
    return nearest <= REACH_M ? nearest : undefined;
  };
}

function metresToSegment(position: Position, from: Position, to: Position): number {
  const scale = Math.cos((position[1] * Math.PI) / 180);
  const local = ([lon, lat]: Position): Position => [
    (lon - position[0]) * scale * DEGREE_M,
    (lat - position[1]) * DEGREE_M,
  ];
  const [[ax, ay], [bx, by]] = [local(from), local(to)];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + share * dx, ay + share * dy);
}

function areaHolds(area: Area, [x, y]: Position): boolean {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  let inside = false;
  for (const ring of polygons.flat())
    for (let at = 1; at < ring.length; at++) {
      const [[x1, y1], [x2, y2]] = [ring[at - 1]!, ring[at]!];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  return inside;
}
