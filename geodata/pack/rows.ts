// The rows of one file, brought to our field names and to WGS-84, whatever the file calls them.
import { readFile } from 'node:fs/promises';
import type { RowFault as FileFault } from '../files/opened-file.ts';
import { checkGeometry } from '../space/check-geometry.ts';
import { converterToWgs84 } from '../space/crs.ts';
import type { Geometry, Position } from '../space/geometry.ts';
import { parseCsv } from './csv.ts';
import type { LayerFile } from './format.ts';
import { PackError } from './pack-error.ts';

/** What is wrong, for whoever says it in another language. */
export interface Fault {
  readonly code:
    | 'missing'
    | 'not-text'
    | 'too-long'
    | 'control-character'
    | 'not-a-word'
    | 'not-a-number'
    | 'not-yes-or-no'
    | 'bad-code'
    | 'no-geometry'
    | 'wrong-geometry'
    | 'bad-geometry'
    | FileFault['code'];
  /** Our field. */
  readonly field: string;
  /** What stands there, and what may. */
  readonly given?: string;
  readonly expected?: string;
}

/** What is wrong with one row, as a sentence and as a code. */
export class RowFault extends Error {
  readonly fault: Fault;
  constructor(message: string, fault: Fault) {
    super(message);
    this.fault = fault;
  }
}

/** One row: fields by our names, as the file has them. */
export interface Row {
  /** From 1. */
  number: number;
  field(name: string): unknown;
  /** @throws RowFault where there is none or it is no geometry */
  geometry(): Geometry;
}

/** A row as its file has it. */
export interface Source {
  properties: Readonly<Record<string, unknown>>;
  geometry: unknown;
}

/**
 * Reads a file of a layer.
 *
 * @param path  where it is
 * @throws PackError where it is not there, is not in its format, or its CRS is not known
 */
export async function readRows(path: string, spec: LayerFile): Promise<Row[]> {
  const text = await readFile(path, 'utf8').catch((reason: Error) => {
    throw new PackError(`${spec.file} cannot be read: ${reason.message}`);
  });
  const convert = converterOf(spec);
  return sourcesOf(text, spec).flatMap((source, index) => {
    const row = rowOf(source, index + 1, spec, convert);
    return row === undefined ? [] : [row];
  });
}

function converterOf({ crs, file }: LayerFile): (position: Position) => Position {
  try {
    return converterToWgs84(crs ?? 'wgs84');
  } catch (error) {
    throw error instanceof RangeError ? new PackError(`${file}: ${error.message}`) : error;
  }
}

function sourcesOf(text: string, { file, format, lon, lat }: LayerFile): Source[] {
  if (format === 'csv') {
    return parseCsv(text).map((properties) => ({
      properties,
      geometry:
        lon !== undefined && lat !== undefined
          ? { type: 'Point', coordinates: [numberIn(properties[lon]), numberIn(properties[lat])] }
          : null,
    }));
  }
  try {
    const { features } = JSON.parse(text) as { features?: unknown };
    if (!Array.isArray(features)) throw new PackError(`${file} is no GeoJSON FeatureCollection`);
    return features.map((feature: { properties?: Record<string, unknown> | null; geometry?: unknown } | null) => ({
      properties: feature?.properties ?? {},
      geometry: feature?.geometry ?? null,
    }));
  } catch (error) {
    throw error instanceof SyntaxError ? new PackError(`${file} is no JSON: ${error.message}`) : error;
  }
}

const numberIn = (text: string | undefined): number => (text === undefined || text.trim() === '' ? NaN : Number(text));

/** What of a file's description a row needs. */
export type RowSpec = Pick<LayerFile, 'where' | 'columns' | 'constants' | 'values' | 'codePrefix'>;

/** A row by our names; undefined where `where` or `values` leave it out. */
export function rowOf(
  { properties, geometry }: Source,
  number: number,
  spec: RowSpec,
  convert: (position: Position) => Position,
): Row | undefined {
  const wanted = Object.entries(spec.where ?? {}).every(([column, values]) => {
    const value = properties[column];
    if (values === '*') return value !== undefined && value !== null && value !== '';
    return values.includes(String(value));
  });
  if (!wanted) return undefined;
  const field = (name: string): unknown => {
    if (spec.constants !== undefined && Object.hasOwn(spec.constants, name)) return spec.constants[name];
    const value = properties[spec.columns?.[name] ?? name];
    const words = spec.values?.[name];
    if (words === undefined) return value;
    return Object.hasOwn(words, String(value)) ? words[String(value)] : (words['*'] ?? value);
  };
  const leftOut = Object.keys(spec.values ?? {}).some((name) => field(name) === null);
  if (leftOut) return undefined;
  return {
    number,
    field: (name) =>
      name === 'code' && spec.codePrefix !== undefined
        ? spec.codePrefix + String(number).padStart(5, '0')
        : field(name),
    geometry: () => geometryOf(geometry, convert),
  };
}

function geometryOf(source: unknown, convert: (position: Position) => Position): Geometry {
  if (source === null) throw new RowFault('has no geometry', { code: 'no-geometry', field: 'geometry' });
  const { geometry, fault } = checkGeometry(converted(source, convert));
  if (fault !== undefined)
    throw new RowFault(`geometry${fault.pointer}: ${fault.detail}`, {
      code: 'bad-geometry',
      field: 'geometry',
      given: fault.pointer,
      expected: fault.detail,
    });
  return geometry;
}

/** Converts what looks like positions and leaves all else for the check to refuse. */
function converted(source: unknown, convert: (position: Position) => Position): unknown {
  if (typeof source !== 'object' || source === null || !('coordinates' in source)) return source;
  const walk = (value: unknown, depth: number): unknown => {
    if (!Array.isArray(value) || depth > 4) return value;
    const [x, y] = value as unknown[];
    if (typeof x === 'number' && typeof y === 'number')
      return Number.isFinite(x) && Number.isFinite(y) ? convert([x, y]) : value;
    return value.map((part) => walk(part, depth + 1));
  };
  return { ...source, coordinates: walk(source.coordinates, 0) };
}
