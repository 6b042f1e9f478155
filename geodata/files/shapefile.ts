// Shapefiles in a ZIP: several layers, of which one is read.
import { partBytes, partText, type Part } from './archive.ts';
import { readHead, recordsOf, type DbaseHead } from './dbase.ts';
import {
  FileError,
  type FileColumn,
  type FileNote,
  type FileRow,
  type OpenedFile,
  type OpenOptions,
  type ReadOptions,
} from './opened-file.ts';
import { systemOf } from './projection-text.ts';
import { shapesOf } from './shapes.ts';
import { columnType, firstOf, LOOK_ROWS, samplesOf } from './table.ts';

interface Layer {
  name: string;
  shp: Part;
  dbf: Part | undefined;
  cpg: Part | undefined;
  prj: Part | undefined;
}

/** The layers of an archive: each .shp with what is called as it is. */
export function layersOf(parts: readonly Part[]): Layer[] {
  const beside = (shp: Part, ending: string) =>
    parts.find(({ name }) => name.toLowerCase() === shp.name.toLowerCase().replace(/shp$/, ending));
  return parts
    .filter(({ name }) => /\.shp$/i.test(name))
    .map((shp) => ({
      name: shp.name.replace(/\.shp$/i, ''),
      shp,
      dbf: beside(shp, 'dbf'),
      cpg: beside(shp, 'cpg'),
      prj: beside(shp, 'prj'),
    }));
}

/** @throws FileError */
export async function openShapefile(
  path: string,
  sizeBytes: number,
  layers: readonly Layer[],
  options: OpenOptions,
): Promise<OpenedFile> {
  const layer = options.table === undefined ? layers[0] : layers.find(({ name }) => name === options.table);
  if (layer === undefined) throw new FileError('no-such-table', `There is no layer "${options.table}"`);
  const { dbf } = layer;
  if (dbf === undefined) throw new FileError('missing-part', `${layer.name}.dbf is missing`);
  const head = await headOf(path, dbf, layer.cpg, options);
  const names = uniqueNames(head);
  const shaped = (read: ReadOptions) => shapedRows(path, layer.shp, dbf, head, names, sizeBytes, read);
  const first = await firstOf(shaped(options.signal ? { signal: options.signal } : {}), LOOK_ROWS);
  if (first.length === 0) throw new FileError('empty-file', 'There is no shape in it');
  const prj = layer.prj ? await partText(path, layer.prj) : undefined;
  const statedCrs = prj === undefined ? undefined : systemOf(prj);
  return {
    format: 'shapefile',
    sizeBytes,
    tables: layers.map(({ name }) => ({ name, hidden: false })),
    table: layer.name,
    columns: columnsOf(names, first),
    encoding: head.encoding,
    hasGeometry: true,
    ...(statedCrs ? { statedCrs } : {}),
    notes: notesOf(head, prj, statedCrs, first),
    rows: (read = {}) => plainRows(shaped(read)),
  };
}

const HEAD_BYTES = 256 * 1024;
async function headOf(path: string, dbf: Part, cpg: Part | undefined, { encoding }: OpenOptions): Promise<DbaseHead> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of partBytes(path, dbf)) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= HEAD_BYTES) break;
  }
  return readHead(Buffer.concat(chunks), cpg ? await partText(path, cpg) : undefined, encoding);
}

function uniqueNames({ fields }: DbaseHead): string[] {
  return fields.map(({ name }, index) => {
    const before = fields.slice(0, index).filter((field) => field.name === name).length;
    return name === '' ? `column-${index + 1}` : before === 0 ? name : `${name} (${before + 1})`;
  });
}

interface ShapedRow extends FileRow {
  heights: boolean;
}

/** Shape and record of the same place belong together: both parts are read side by side. */
async function* shapedRows(
  path: string,
  shp: Part,
  dbf: Part,
  head: DbaseHead,
  names: readonly string[],
  sizeBytes: number,
  { signal, onProgress }: ReadOptions,
): AsyncGenerator<ShapedRow> {
  const progress = onProgress && ((bytes: number) => onProgress(Math.round((bytes / shp.bytes) * sizeBytes)));
  const stop = signal ? { signal } : {};
  const records = recordsOf(partBytes(path, dbf, stop), head);
  let number = 0;
  try {
    for await (const { geometry, heights, fault } of shapesOf(
      partBytes(path, shp, { ...stop, ...(progress ? { onProgress: progress } : {}) }),
    )) {
      number += 1;
      const record = await records.next();
      if (record.done) throw new FileError('broken-file', 'The .dbf has fewer rows than the .shp has shapes');
      if (record.value === undefined) continue;
      const cells = record.value;
      const values = Object.fromEntries(names.map((name, at) => [name, cells[at]]));
      yield {
        number,
        values,
        geometry,
        heights,
        ...(geometry === null ? { fault: fault ?? { code: 'no-geometry', detail: '' } } : {}),
      };
    }
  } finally {
    await records.return();
  }
}

async function* plainRows(rows: AsyncIterable<ShapedRow>): AsyncGenerator<FileRow> {
  for await (const { heights: _, ...row } of rows) yield row;
}

const columnsOf = (names: readonly string[], rows: readonly FileRow[]): FileColumn[] =>
  names.map((name) => {
    const values = rows.map((row) => row.values[name]);
    return { name, heading: name, samples: samplesOf(values), type: columnType(values) };
  });

function notesOf(
  head: DbaseHead,
  prj: string | undefined,
  statedCrs: string | undefined,
  rows: readonly ShapedRow[],
): FileNote[] {
  const name = /^\s*\w+\["([^"]*)"/.exec(prj ?? '')?.[1] ?? '';
  return [
    ...(prj === undefined ? [{ code: 'no-crs', values: {} } as const] : []),
    ...(prj !== undefined && statedCrs === undefined ? [{ code: 'unknown-crs', values: { name } } as const] : []),
    ...(head.guessed ? [{ code: 'no-code-page', values: { encoding: head.encoding } } as const] : []),
    ...(rows.some(({ heights }) => heights) ? [{ code: 'heights-dropped', values: {} } as const] : []),
  ];
}
