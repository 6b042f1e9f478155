// What a stranger calls a geometry, checked before the database sees it. Whether rings cross is for ST_IsValid.
import type { Geometry, Position } from './geometry.ts';
import { roundPosition } from './round.ts';

export const MAX_VERTICES = 20_000;
/** No ring is wider or taller: what is, crosses the antimeridian, holds a pole or is the world. Degrees. */
export const MAX_SPAN_DEGREES = 90;

/** The place of the fault as a JSON pointer (RFC 6901) into the geometry, and what is wrong there. */
export interface GeometryFault {
  pointer: string;
  detail: string;
}
export type CheckedGeometry = { geometry: Geometry; fault?: never } | { fault: GeometryFault; geometry?: never };

/** How deep the positions lie in `coordinates`. */
const DEPTHS: Record<Geometry['type'], number> = {
  Point: 0,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};
const isKind = (type: unknown): type is Geometry['type'] => typeof type === 'string' && Object.hasOwn(DEPTHS, type);

class Fault extends Error {
  readonly fault: GeometryFault;
  constructor(pointer: string, detail: string) {
    super(detail);
    this.fault = { pointer, detail };
  }
}

/**
 * Checks GeoJSON of unknown origin and puts it in the house's form: seven decimals, no repeated neighbours, no heights, outer rings
 * counter-clockwise and holes clockwise (RFC 7946). Refuses at the first fault. Stops counting at the vertex cap. Cost: O(vertices).
 *
 * @param input  anything; Point, LineString, MultiLineString, Polygon and MultiPolygon in WGS-84 degrees pass
 */
export function checkGeometry(input: unknown): CheckedGeometry {
  try {
    return { geometry: read(input) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault };
    throw error;
  }
}

function read(input: unknown): Geometry {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new Fault('', 'must be a GeoJSON geometry');
  const { type, coordinates, crs } = input as { type?: unknown; coordinates?: unknown; crs?: unknown };
  if (crs !== undefined) throw new Fault('/crs', 'GeoJSON is WGS 84 and has no crs member (RFC 7946)');
  if (!isKind(type)) throw new Fault('/type', `must be one of ${Object.keys(DEPTHS).join(', ')}`);
  const state: Walk = { vertices: 0, dimensions: undefined };
  const depth: number = DEPTHS[type];
  const areal = type === 'Polygon' || type === 'MultiPolygon';
  const positions = nested(coordinates, depth, '/coordinates', state, areal);
  return { type, coordinates: positions } as Geometry;
}

interface Walk {
  vertices: number;
  dimensions: number | undefined;
}

type Nested = Position | Nested[];

function nested(value: unknown, depth: number, pointer: string, state: Walk, areal: boolean): Nested {
  if (depth === 0) return readPosition(value, pointer, state);
  if (!Array.isArray(value)) throw new Fault(pointer, 'must be an array');
  if (value.length === 0) throw new Fault(pointer, 'must not be empty');
  if (depth > 1)
    return value.map((part, index) =>
      turned(nested(part, depth - 1, `${pointer}/${index}`, state, areal), areal && depth === 2, index),
    );
  const line = value.map((part, index) => readPosition(part, `${pointer}/${index}`, state));
  return areal ? readRing(line, pointer) : readLine(line, pointer);
}

function readPosition(value: unknown, pointer: string, state: Walk): Position {
  if (++state.vertices > MAX_VERTICES)
    throw new Fault('/coordinates', `must not have more than ${MAX_VERTICES} positions`);
  if (!Array.isArray(value)) throw new Fault(pointer, 'must be a position [longitude, latitude]');
  if (value.length < 2 || value.length > 3)
    throw new Fault(pointer, 'must have two numbers (a third, the height, is left out)');
  value.forEach((number: unknown, axis) => {
    if (typeof number !== 'number' || !Number.isFinite(number))
      throw new Fault(`${pointer}/${axis}`, 'must be a finite number');
  });
  state.dimensions ??= value.length;
  if (value.length !== state.dimensions) throw new Fault(pointer, 'has a height where others have none');
  const [lon, lat] = value as [number, number];
  if (Math.abs(lon) > 180) throw new Fault(`${pointer}/0`, 'longitude must lie between -180 and 180');
  if (Math.abs(lat) > 90) throw new Fault(`${pointer}/1`, 'latitude must lie between -90 and 90');
  return roundPosition([lon, lat]);
}

const same = (a: Position, b: Position) => a[0] === b[0] && a[1] === b[1];

function readLine(line: Position[], pointer: string): Position[] {
  const kept = line.filter((position, index) => index === 0 || !same(position, line[index - 1]!));
  if (kept.length < 2) throw new Fault(pointer, 'must have two different positions or more');
  refuseWide(kept, pointer);
  return kept;
}

function readRing(line: Position[], pointer: string): Position[] {
  if (line.length < 4) throw new Fault(pointer, 'must have four positions or more');
  if (!same(line[0]!, line.at(-1)!)) throw new Fault(pointer, 'must be closed: the last position equals the first');
  const kept = line.filter((position, index) => index === 0 || !same(position, line[index - 1]!));
  if (kept.length < 4) throw new Fault(pointer, 'must have three different positions or more');
  refuseWide(kept, pointer);
  if (kept.some(([, lat]) => Math.abs(lat) === 90)) throw new Fault(pointer, 'must not touch a pole');
  if (twiceArea(kept) === 0) throw new Fault(pointer, 'must enclose an area');
  return kept;
}

function refuseWide(line: Position[], pointer: string): void {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of line) {
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  if (east - west > MAX_SPAN_DEGREES || north - south > MAX_SPAN_DEGREES) {
    throw new Fault(
      pointer,
      `must not span more than ${MAX_SPAN_DEGREES} degrees; cut it where it crosses the antimeridian`,
    );
  }
}

/** Twice the signed area in square degrees, measured from the first position to keep digits; positive is counter-clockwise. */
function twiceArea(ring: Position[]): number {
  const [x0, y0] = ring[0]!;
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length]!;
    return sum + (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }, 0);
}

/** The first ring of a polygon runs counter-clockwise, holes clockwise. */
function turned(part: Nested, isRing: boolean, index: number): Nested {
  if (!isRing) return part;
  const ring = part as Position[];
  return twiceArea(ring) > 0 === (index === 0) ? ring : [...ring].reverse();
}
