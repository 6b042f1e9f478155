// What a file brought along says, whatever it was written as. Pure of the database; the server and the command line build on it.
import type { Geometry } from '../space/geometry.ts';

export type FileFormat = 'csv' | 'xlsx' | 'shapefile' | 'geojson';
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
export type Delimiter = ',' | '\t' | ';';

/** Something to know about the file that stops nothing; the client has a sentence for each code. */
export interface FileNote {
  code:
    | 'heights-dropped'
    | 'hidden-rows'
    | 'merged-heading'
    | 'formulas'
    | 'no-crs'
    | 'unknown-crs'
    | 'crs-member-ignored'
    | 'no-code-page'
    | 'no-heading'
    | 'renamed-columns';
  values: Record<string, string | number>;
}

/** Why a row cannot be read; the client has a sentence for each code. */
export interface RowFault {
  code:
    | 'broken-json'
    | 'no-geometry'
    | 'geometry-collection'
    | 'not-a-feature'
    | 'bad-geometry'
    | 'bad-coordinate'
    | 'zero-coordinate'
    | 'outside-of-system'
    | 'formula-error';
  /** The place in the row and what stands there, for the report. */
  detail: string;
}

export type ColumnType = 'text' | 'number' | 'date' | 'boolean' | 'empty';

export interface FileColumn {
  /** Unique: an empty name is called `column-3`, a second `name` is called `name (2)`. */
  name: string;
  /** As it stands in the file. */
  heading: string;
  /** Up to five different values as they stand in the file, the first ones. */
  samples: string[];
  /** Of the first 200 rows. */
  type: ColumnType;
}

/** A sheet of a workbook or a layer of an archive. */
export interface FileTable {
  name: string;
  hidden: boolean;
}

export interface FileRow {
  /** As the user sees it: the line of a CSV and the row of a sheet with the heading counted, else the place of the feature from 1. */
  number: number;
  /** By the names of the columns; a date is an ISO text, a blank cell is null. */
  values: Record<string, unknown>;
  /** GeoJSON in the file's own system, unchecked; absent where the format has none (CSV, XLSX). */
  geometry?: unknown;
  fault?: RowFault;
}

export interface ReadOptions {
  signal?: AbortSignal;
  /** Bytes of the source read so far, of `OpenedFile.sizeBytes`; called at most once a chunk. */
  onProgress?: (bytesRead: number) => void;
}

/** What the user may choose; what is left out is found in the content. */
export interface OpenOptions {
  /** A sheet or layer; the first that is visible. */
  table?: string;
  encoding?: TextEncoding;
  delimiter?: Delimiter;
  /** The row of the heading from 1; 0: the file has none. */
  headingRow?: number;
  signal?: AbortSignal;
}

export interface OpenedFile {
  format: FileFormat;
  sizeBytes: number;
  /** At least one. */
  tables: FileTable[];
  /** The name of the one that is read. */
  table: string;
  columns: FileColumn[];
  /** CSV and the .dbf of a shapefile. */
  encoding?: TextEncoding;
  delimiter?: Delimiter;
  /** CSV and XLSX. */
  headingRow?: number;
  /** Each row carries a geometry of its own. */
  hasGeometry: boolean;
  /** The system that the file itself states, as `converterToWgs84` takes it; absent where it states none that we know. */
  statedCrs?: string;
  notes: FileNote[];
  /** The rows from the start, as often as asked, in flat memory. @throws FileError, or the signal's reason */
  rows(options?: ReadOptions): AsyncGenerator<FileRow>;
}

/** How the place of a row is found. */
export type PlaceColumns =
  { kind: 'geometry' } | { kind: 'lon-lat'; lon: string; lat: string } | { kind: 'wkt'; column: string };

export type Placed = { geometry: Geometry; fault?: never } | { fault: RowFault; geometry?: never };

/** The file as a whole cannot be read; the client has a sentence for each code. */
export class FileError extends Error {
  override name = 'FileError';
  readonly code:
    | 'unknown-format'
    | 'empty-file'
    | 'broken-file'
    | 'too-large'
    | 'bomb'
    | 'no-such-table'
    | 'encrypted'
    | 'old-workbook'
    | 'missing-part'
    | 'too-many-columns'
    | 'merged-cells'
    | 'wrong-encoding';
  constructor(code: FileError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Most bytes of a file, packed or unpacked. Source: faults.md B6. */
export const MAX_BYTES = 100 * 1024 * 1024;
/** Most unpacked bytes for one packed byte, past the first megabyte. Source: faults.md B6. */
export const MAX_RATIO = 100;
/** Most positions of all rows of a file together. Source: faults.md B3. */
export const MAX_FILE_VERTICES = 1_000_000;
/** Columns past which a table is no table. */
export const MAX_COLUMNS = 500;
