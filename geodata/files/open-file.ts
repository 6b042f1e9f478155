// The door for files: tells by their content what they are.
import { stat } from 'node:fs/promises';
import { partsOf } from './archive.ts';
import { bytesAt } from './bytes.ts';
import { openCsv } from './csv.ts';
import { detectEncoding } from './encodings.ts';
import { openGeoJson } from './geojson.ts';
import { FileError, MAX_BYTES, type OpenedFile, type OpenOptions } from './opened-file.ts';
import { layersOf, openShapefile } from './shapefile.ts';
import { openXlsx } from './xlsx.ts';

/** Old workbooks (.xls), and new ones with a password, are compound files. */
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
/** What gzip writes first; its zero bytes would pass for UTF-16. */
const GZIP = Buffer.from([0x1f, 0x8b]);
const LOOK_BYTES = 4096;
/** Signs that no text has: what holds them is a picture or packed, whatever encoding its bytes happen to fit. */
const NO_TEXT = /[\u0001-\u0008\u000e-\u001d\u001f\u007f]/;

/**
 * Opens a CSV, an XLSX, a ZIP of shapefiles or a GeoJSON, whatever its name says, and reads as much as it takes to describe it.
 *
 * @throws FileError where it is none of them, is broken or too large; the signal's reason
 */
export async function openFile(path: string, options: OpenOptions = {}): Promise<OpenedFile> {
  const { size } = await stat(path);
  if (size === 0) throw new FileError('empty-file', 'The file is empty');
  if (size > MAX_BYTES) throw new FileError('too-large', 'The file is larger than 100 MB');
  const head = await bytesAt(path, 0, LOOK_BYTES);
  if (head.subarray(0, 4).equals(COMPOUND))
    throw new FileError('old-workbook', 'A workbook of before 2007, or one with a password');
  if (head.subarray(0, 2).toString('latin1') === 'PK') return openArchive(path, size, options);
  if (head.subarray(0, 2).equals(GZIP))
    throw new FileError('unknown-format', 'Unpack it first: of packed files only ZIP is read');
  const encoding = options.encoding ?? (await detectEncoding(path, options.signal));
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  if (NO_TEXT.test(text) || /^\s*%PDF|^\s*<(\?xml|!doctype|html|kml|gpx)/i.test(text))
    throw new FileError('unknown-format', 'Only CSV, XLSX, GeoJSON and zipped shapefiles can be read');
  const known = { ...options, encoding };
  return /^[\s\u001e]*[[{]/.test(text) ? openGeoJson(path, size, known) : openCsv(path, size, known);
}

async function openArchive(path: string, size: number, options: OpenOptions): Promise<OpenedFile> {
  const parts = await partsOf(path);
  if (parts.some(({ name }) => name === 'xl/workbook.xml')) return openXlsx(path, size, parts, options);
  const layers = layersOf(parts);
  if (layers.length > 0) return openShapefile(path, size, layers, options);
  throw new FileError('unknown-format', 'The archive holds neither a workbook nor a shapefile');
}
