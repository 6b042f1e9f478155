// GeoJSON as one object, as an array or one feature a line: features in flat memory.
import { bytesAt, bytesOf } from './bytes.ts';
import { statedCrsOf, type CrsVerdict } from './crs-member.ts';
import { detectEncoding, textOf } from './encodings.ts';
import { describeFeatures, positionsIn } from './features.ts';
import { jsonPieces } from './json-values.ts';
import {
  FileError,
  MAX_FILE_VERTICES,
  type FileRow,
  type OpenedFile,
  type OpenOptions,
  type ReadOptions,
  type RowFault,
} from './opened-file.ts';
import { firstOf, LOOK_ROWS } from './table.ts';

const END_BYTES = 64 * 1024;

/** @throws FileError */
export async function openGeoJson(path: string, sizeBytes: number, options: OpenOptions): Promise<OpenedFile> {
  const encoding = options.encoding ?? (await detectEncoding(path, options.signal));
  const bytes = (read: ReadOptions) =>
    encoding === 'utf-8' ? bytesOf(path, read) : encoded(textOf(path, encoding, read));
  const rows = (read: ReadOptions = {}) => featureRows(bytes(read));
  const first = await firstOf(rows(options.signal ? { signal: options.signal } : {}), LOOK_ROWS);
  if (first.length === 0) throw new FileError('empty-file', 'There is no feature in it');
  const head = await bytesAt(path, 0, END_BYTES);
  const end = await bytesAt(path, Math.max(0, sizeBytes - END_BYTES), END_BYTES);
  const crs: CrsVerdict = statedCrsOf(head.toString('utf8'), end.toString('utf8'), first);
  return {
    format: 'geojson',
    sizeBytes,
    tables: [{ name: 'geojson', hidden: false }],
    table: 'geojson',
    columns: describeFeatures(first),
    encoding,
    hasGeometry: true,
    ...(crs.name ? { statedCrs: crs.name } : {}),
    notes: crs.notes,
    rows,
  };
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const text of pieces) yield Buffer.from(text, 'utf8');
}

async function* featureRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<FileRow> {
  let number = 0;
  let vertices = 0;
  for await (const piece of jsonPieces(chunks)) {
    if (piece.kind === 'frame') continue;
    const row = rowOf(piece.text, ++number);
    vertices += positionsIn(row.geometry);
    if (vertices > MAX_FILE_VERTICES)
      throw new FileError('too-large', `A file has at most ${MAX_FILE_VERTICES} positions`);
    yield row;
  }
}

const fault = (code: RowFault['code'], detail = ''): RowFault => ({ code, detail });

function rowOf(text: string, number: number): FileRow {
  const feature = parsed(text);
  if (feature instanceof SyntaxError)
    return { number, values: {}, fault: fault('broken-json', feature.message.slice(0, 200)) };
  const { type, properties, geometry, id } = feature as Record<string, unknown>;
  if (type !== 'Feature') {
    if (typeof type === 'string' && ('coordinates' in feature || 'geometries' in feature))
      return placed({ number, values: {} }, feature);
    return { number, values: {}, fault: fault('not-a-feature', String(type).slice(0, 80)) };
  }
  const values: Record<string, unknown> = {
    ...(typeof id === 'string' || typeof id === 'number' ? { id } : {}),
    ...(typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? properties : {}),
  };
  return placed({ number, values }, geometry ?? null);
}

function placed(row: FileRow, geometry: unknown): FileRow {
  if (geometry === null) return { ...row, geometry, fault: fault('no-geometry') };
  if ((geometry as { type?: unknown }).type === 'GeometryCollection')
    return { ...row, fault: fault('geometry-collection') };
  return { ...row, geometry };
}

function parsed(text: string): object | SyntaxError {
  try {
    return JSON.parse(text) as object;
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}
