// The records of a .shp as GeoJSON. Source: ESRI Shapefile Technical Description, July 1998.
import { ByteReader } from './bytes.ts';
import { FileError, MAX_FILE_VERTICES } from './opened-file.ts';

const HEADER_BYTES = 100;
const FILE_CODE = 9994;
const RECORD_HEADER_BYTES = 8;
const MAX_RECORD_BYTES = 64 * 1024 * 1024;

type Ring = number[][];
export interface Shape {
  geometry: { type: string; coordinates: unknown } | null;
  /** It has heights or measures, which are left out. */
  heights: boolean;
}

/** The shapes of a .shp in order; null is a record without one. @throws FileError */
export async function* shapesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Shape> {
  const reader = new ByteReader(chunks);
  try {
    const header = await reader.take(HEADER_BYTES);
    if (header?.readInt32BE(0) !== FILE_CODE) throw new FileError('broken-file', 'The .shp does not begin as one');
    let vertices = 0;
    for (let head = await reader.take(RECORD_HEADER_BYTES); head; head = await reader.take(RECORD_HEADER_BYTES)) {
      const length = head.readInt32BE(4) * 2;
      const record = length >= 4 && length <= MAX_RECORD_BYTES ? await reader.take(length) : undefined;
      if (record === undefined) throw new FileError('broken-file', 'The .shp ends in the middle of a shape');
      const shape = shapeOf(record);
      vertices += shape.positions;
      if (vertices > MAX_FILE_VERTICES)
        throw new FileError('too-large', `A file has at most ${MAX_FILE_VERTICES} positions`);
      yield { geometry: shape.geometry, heights: shape.heights };
    }
  } finally {
    await reader.end();
  }
}

/** 1 point, 3 line, 5 polygon, 8 points; +10 with heights and measures, +20 with measures. */
function shapeOf(record: Buffer): Shape & { positions: number } {
  const code = record.readInt32LE(0);
  const kind = code % 10;
  const heights = code > 10;
  if (code === 0) return { geometry: null, heights: false, positions: 0 };
  try {
    if (kind === 1) return { geometry: { type: 'Point', coordinates: pointAt(record, 4) }, heights, positions: 1 };
    if (kind === 8) return { ...pointsOf(record), heights };
    if (kind === 3 || kind === 5) return { ...partsOf(record, kind === 5), heights };
  } catch (error) {
    if (error instanceof RangeError) throw new FileError('broken-file', 'A shape is shorter than it says');
    throw error;
  }
  throw new FileError('broken-file', `Shapes of type ${code} are not known`);
}

const pointAt = (record: Buffer, at: number) => [record.readDoubleLE(at), record.readDoubleLE(at + 8)];

function pointsOf(record: Buffer) {
  const count = record.readInt32LE(36);
  const points = readPoints(record, 40, count);
  const geometry =
    points.length === 1
      ? { type: 'Point', coordinates: points[0] as unknown }
      : { type: 'MultiPoint', coordinates: points as unknown };
  return { geometry, positions: count };
}

function readPoints(record: Buffer, from: number, count: number): Ring {
  if (count < 0 || from + count * 16 > record.length)
    throw new FileError('broken-file', 'A shape is shorter than it says');
  return Array.from({ length: count }, (_, index) => pointAt(record, from + index * 16));
}

function partsOf(record: Buffer, isArea: boolean) {
  const parts = record.readInt32LE(36);
  const count = record.readInt32LE(40);
  if (parts < 0 || 44 + parts * 4 > record.length) throw new FileError('broken-file', 'A shape has too many parts');
  const points = readPoints(record, 44 + parts * 4, count);
  const starts = Array.from({ length: parts }, (_, index) => record.readInt32LE(44 + index * 4));
  const lines = starts.map((start, index) => points.slice(start, starts[index + 1] ?? count));
  return { geometry: isArea ? areaOf(lines) : lineOf(lines), positions: count };
}

const lineOf = (lines: Ring[]): Shape['geometry'] =>
  lines.length === 0
    ? null
    : lines.length === 1
      ? { type: 'LineString', coordinates: lines[0] }
      : { type: 'MultiLineString', coordinates: lines };

/** Outer rings run clockwise, holes against it and lie in the outer ring before or after them. */
function areaOf(rings: Ring[]): Shape['geometry'] {
  const outer = rings.filter((ring) => twiceArea(ring) < 0);
  const polygons = (outer.length > 0 ? outer : rings.slice(0, 1)).map((ring) => [ring]);
  const holes = rings.filter((ring) => !polygons.some(([first]) => first === ring));
  for (const hole of holes) {
    const home = polygons.find(([ring]) => contains(ring!, hole[0]!));
    if (home === undefined) polygons.push([hole]);
    else home.push(hole);
  }
  if (polygons.length === 0) return null;
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** From the first position, to keep digits of coordinates in metres. */
function twiceArea(ring: Ring): number {
  const [x0, y0] = ring[0] ?? [0, 0];
  let sum = 0;
  for (let at = 1; at < ring.length; at++) {
    const [[x1, y1], [x2, y2]] = [ring[at - 1] as [number, number], ring[at] as [number, number]];
    sum += (x1 - x0!) * (y2 - y0!) - (x2 - x0!) * (y1 - y0!);
  }
  return sum;
}

/** A ray to the right crosses the ring an odd number of times. */
function contains(ring: Ring, point: number[]): boolean {
  const [x, y] = point as [number, number];
  let inside = false;
  for (let at = 1; at < ring.length; at++) {
    const [[x1, y1], [x2, y2]] = [ring[at - 1] as [number, number], ring[at] as [number, number]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
