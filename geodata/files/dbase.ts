// The table of a shapefile (.dbf). Source: dBASE Table File Format (DBF) level 5; language codes as ESRI writes them.
import { ByteReader } from './bytes.ts';
import { FileError, MAX_COLUMNS, type TextEncoding } from './opened-file.ts';

export interface Field {
  name: string;
  type: string;
  from: number;
  length: number;
}

export interface DbaseHead {
  fields: Field[];
  recordBytes: number;
  headerBytes: number;
  encoding: TextEncoding;
  /** Neither .cpg nor the table says how it is written: it was told from the bytes. */
  guessed: boolean;
}

const FIELD_BYTES = 32;
const END_OF_FIELDS = 0x0d;
const GBK_LANGUAGE = 0x4d;
const DELETED = 0x2a;

/** What a .cpg says. */
function encodingOf(codePage: string | undefined): TextEncoding | undefined {
  const name = codePage?.trim().toLowerCase() ?? '';
  if (/^utf-?8$|^65001$/.test(name)) return 'utf-8';
  return /^(cp|ms)?936$|^gbk?$|^gb ?-?(2312|18030|k)$/.test(name) ? 'gb18030' : undefined;
}

/**
 * @param start     the first bytes of the table: its header and some records
 * @param codePage  the text of the .cpg
 * @param chosen    the user knows better
 * @throws FileError
 */
export function readHead(start: Buffer, codePage?: string, chosen?: TextEncoding): DbaseHead {
  const headerBytes = start.length >= FIELD_BYTES ? start.readUInt16LE(8) : 0;
  if (headerBytes < FIELD_BYTES || headerBytes > start.length)
    throw new FileError('broken-file', 'The .dbf is no table');
  const stated = encodingOf(codePage) ?? (start[29] === GBK_LANGUAGE ? 'gb18030' : undefined);
  const encoding = chosen ?? stated ?? (isUtf8(start) ? 'utf-8' : 'gb18030');
  const fields: Field[] = [];
  let from = 1;
  for (let at = FIELD_BYTES; at + FIELD_BYTES <= headerBytes && start[at] !== END_OF_FIELDS; at += FIELD_BYTES) {
    const raw = start.subarray(at, at + 11);
    const cut = raw.indexOf(0);
    const name = new TextDecoder(encoding).decode(cut === -1 ? raw : raw.subarray(0, cut)).trim();
    const length = start[at + 16]!;
    fields.push({ name, type: String.fromCharCode(start[at + 11]!), from, length });
    from += length;
  }
  if (fields.length > MAX_COLUMNS)
    throw new FileError('too-many-columns', `A table has at most ${MAX_COLUMNS} columns`);
  const recordBytes = start.readUInt16LE(10);
  if (recordBytes < from) throw new FileError('broken-file', 'The fields of the .dbf are longer than its records');
  return { fields, recordBytes, headerBytes, encoding, guessed: chosen === undefined && stated === undefined };
}

/** A text that is cut at the end of what was read may end in half a character. */
function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(FIELD_BYTES), { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The records in order; undefined is one that was deleted. @throws FileError where the table ends too early */
export async function* recordsOf(chunks: AsyncIterable<Buffer>, head: DbaseHead) {
  const reader = new ByteReader(chunks);
  const decoder = new TextDecoder(head.encoding);
  try {
    await reader.take(head.headerBytes);
    for (let record = await reader.take(head.recordBytes); record; record = await reader.take(head.recordBytes))
      yield record[0] === DELETED ? undefined : valuesOf(record, head.fields, decoder);
  } finally {
    await reader.end();
  }
}

const valuesOf = (record: Buffer, fields: readonly Field[], decoder: TextDecoder): unknown[] =>
  fields.map(({ type, from, length }) => valueOf(record.subarray(from, from + length), type, decoder));

function valueOf(bytes: Buffer, type: string, decoder: TextDecoder): unknown {
  if (type === 'I') return bytes.length === 4 ? bytes.readInt32LE(0) : null;
  const text = decoder.decode(bytes).replaceAll('\0', '').trim();
  if (text === '') return null;
  if (type === 'N' || type === 'F') return Number.isFinite(Number(text)) ? Number(text) : null;
  if (type === 'L') return /^[tyj]$/i.test(text) ? true : /^[fn]$/i.test(text) ? false : null;
  if (type === 'D') return /^\d{8}$/.test(text) ? text.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3') : null;
  return text;
}
