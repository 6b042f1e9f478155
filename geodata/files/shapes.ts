// The records of a .shp as GeoJSON. Source: ESRI Shapefile Technical Description, July 1998.
import { MAX_VERTICES } from '../space/check-geometry.ts';
import { ByteReader } from './bytes.ts';
import { FileError, MAX_FILE_VERTICES, type RowFault } from './opened-file.ts';
import { polygonsOf, type Ring } from './rings.ts';

const HEADER_BYTES = 100;
const FILE_CODE = 9994;
const RECORD_HEADER_BYTES = 8;
const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/** Fewer are no ring: the last position is the first. */
const MIN_RING = 4;

export interface Shape {
  geometry: { type: string; coordinates: unknown } | null;
  /** It has heights or measures, which are left out. */
  heights: boolean;
  /** It can be no shape of ours; then it has no geometry. */
  fault?: RowFault;
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
      const { positions: _, ...told } = shape;
      yield told;
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
  assertHolds(record, 40, count);
  if (count > MAX_VERTICES) return { ...tooMany, positions: count };
  const points = readPoints(record, 40, count);
  const geometry =
    points.length === 1
      ? { type: 'Point', coordinates: points[0] as unknown }
      : { type: 'MultiPoint', coordinates: points as unknown };
  return { geometry, positions: count };
}

function assertHolds(record: Buffer, from: number, count: number): void {
  if (count < 0 || from + count * 16 > record.length)
    throw new FileError('broken-file', 'A shape is shorter than it says');
}

const readPoints = (record: Buffer, from: number, count: number): Ring =>
  Array.from({ length: count }, (_, index) => pointAt(record, from + index * 16));

function partsOf(record: Buffer, isArea: boolean) {
  const parts = record.readInt32LE(36);
  const count = record.readInt32LE(40);
  if (parts < 0) throw new FileError('broken-file', 'A shape has less than no part');
  assertHolds(record, 44 + parts * 4, count);
  if (count > MAX_VERTICES) return { ...tooMany, positions: count };
  const points = readPoints(record, 44 + parts * 4, count);
  const starts = Array.from({ length: parts }, (_, index) => record.readInt32LE(44 + index * 4));
  // Each position belongs to one part: parts that overlapped would be many times larger than the file.
  if (starts.some((start, index) => start < 0 || start >= (starts[index + 1] ?? count)))
    return { ...faulty('its parts are out of order'), positions: count };
  const lines = starts.map((start, index) => points.slice(start, starts[index + 1] ?? count));
  if (isArea && lines.some(({ length }) => length < MIN_RING))
    return { ...faulty('a ring must have four positions or more'), positions: count };
  return { geometry: isArea ? areaOf(lines) : lineOf(lines), positions: count };
}

const faulty = (detail: string) => ({ geometry: null, fault: { code: 'bad-geometry', detail } as const });
/** Told before anything is made of them: what a row may not have is not worked on. */
const tooMany = faulty(`must not have more than ${MAX_VERTICES} positions`);

const lineOf = (lines: Ring[]): Shape['geometry'] =>
  lines.length === 0
    ? null
    : lines.length === 1
      ? { type: 'LineString', coordinates: lines[0] }
      : { type: 'MultiLineString', coordinates: lines };

function areaOf(rings: Ring[]): Shape['geometry'] {
  const polygons = polygonsOf(rings);
  if (polygons.length === 0) return null;
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons };
}
