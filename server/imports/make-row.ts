// From a row of the file to a record of the layer, or to the reason why not.
import { createHash } from 'node:crypto';
import { placeRow } from '../../geodata/files/place-row.ts';
import type { FileRow } from '../../geodata/files/opened-file.ts';
import { makeRecord } from '../../geodata/pack/make-records.ts';
import { rowOf, RowFault, type Row, type RowSpec } from '../../geodata/pack/rows.ts';
import { converterToWgs84 } from '../../geodata/space/crs.ts';
import { restoreFormula } from '../../geodata/space/formula.ts';
import type { Geometry, Position } from '../../geodata/space/geometry.ts';
import type { Limitable } from '../../geodata/pack/records.ts';
import { codesOf, type Departments } from '../platform/sharing.ts';
import type { ImportLayer, ImportMapping } from './contract.ts';
import { CODE_PREFIXES, fieldsOf, wordsByName } from './layer-fields.ts';
import type { StoredReason } from './reasons.ts';

export interface RowOrder {
  readonly layer: ImportLayer;
  readonly mapping: ImportMapping;
  readonly crs: string;
  readonly approximate: boolean;
  /** What the rows say of where they come from. */
  readonly source: string;
  readonly departments: Departments;
}

export type MadeRow =
  | { readonly row: number; readonly item: Record<string, unknown>; readonly reason?: never }
  | { readonly row: number; readonly reason: StoredReason; readonly name: string | undefined; readonly item?: never };

/** Makes records of one file. Answers undefined for a row that the mapping leaves out. @throws RangeError where the CRS is not known */
export function rowMaker(order: RowOrder): (row: FileRow) => MadeRow | undefined {
  const { layer, mapping, crs, departments } = order;
  const spec = specOf(order);
  const words = wordsByName(layer);
  const convert = converterToWgs84(crs);
  const make = makeRecord[layer] as (row: Row) => unknown;
  return (given) => {
    const { number, values, fault } = given;
    const plain = rowOf({ properties: values, geometry: null }, number, spec, convert);
    if (!plain) return undefined;
    try {
      if (fault) throw asRowFault(fault);
      const geometry = once(() => placeOf(given, mapping, convert));
      const field = (name: string) => inOurWords(words.get(name), unguarded(plain.field(name)));
      const row: Row = { number, geometry, field };
      const item = make(layer in CODE_PREFIXES ? withCode(row, layer) : row) as Limitable;
      const { codes, unknown } = codesOf(departments, item.departments ?? []);
      if (!codes) return { row: number, reason: noSuchDepartment(unknown), name: nameOf(plain) };
      return { row: number, item: { ...item, departments: codes } };
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      return { row: number, reason: error.fault, name: nameOf(plain) };
    }
  };
}

/** The place of a row alone; undefined where it has none that is sound. @throws RangeError where the CRS is not known */
export function placedRow({ place, swapped }: ImportMapping, crs: string): (row: FileRow) => Geometry | undefined {
  const convert = converterToWgs84(crs);
  return (row) => (place === null || row.fault ? undefined : placeRow(row, place, convert, swapped).geometry);
}

/** What is not said by the file or by the order; a column of the file is stronger. */
function specOf({ layer, mapping, approximate, source }: RowOrder): RowSpec {
  const defaults: RowSpec['constants'] = {
    source,
    approximate,
    demo: false,
    synthetic: false,
    ...(layer === 'places' && { rank: 9 }),
    ...(layer === 'divisions' && { outlined: mapping.place !== null }),
  };
  const unsaid = Object.entries(defaults).filter(([name]) => !Object.hasOwn(mapping.columns, name));
  const known = fieldsOf(layer).fields.map(({ name }) => name);
  const told = Object.entries(mapping.constants).filter(([name]) => known.includes(name));
  // A field that nobody matched is empty, even where a column happens to bear our name for it.
  const columns = Object.fromEntries(known.map((name) => [name, mapping.columns[name] ?? '']));
  return { columns, constants: Object.fromEntries([...unsaid, ...told]), values: mapping.values };
}

function placeOf(row: FileRow, { place, swapped }: ImportMapping, convert: (position: Position) => Position): Geometry {
  if (place === null) throw new RowFault('has no place', { code: 'no-geometry', field: 'geometry' });
  const placed = placeRow(row, place, convert, swapped);
  if (placed.fault) throw asRowFault(placed.fault);
  return placed.geometry;
}

const asRowFault = ({ code, detail }: { code: StoredReason['code']; detail: string }) =>
  new RowFault(`${code}: ${detail}`, { code: code as RowFault['fault']['code'], field: 'geometry', given: detail });

const noSuchDepartment = (given: string): StoredReason => ({ code: 'no-such-department', field: 'departments', given });

function inOurWords(words: ReadonlyMap<string, string> | undefined, value: unknown): unknown {
  if (!words || typeof value !== 'string') return value;
  const written = value.trim();
  return words.get(written) ?? words.get(written.toLowerCase()) ?? written;
}

const unguarded = (value: unknown) => (typeof value === 'string' ? restoreFormula(value) : value);

/** The same layer, name and place (to a metre) have the same code in every file. */
function withCode(row: Row, layer: ImportLayer): Row {
  const given = row.field('code');
  if (given !== undefined && given !== null && String(given).trim() !== '') return row;
  const [lon, lat] = aboutWhere(row.geometry());
  const text = JSON.stringify([layer, String(row.field('name') ?? '').trim(), lon.toFixed(5), lat.toFixed(5)]);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12).toUpperCase();
  const code = `${CODE_PREFIXES[layer]}-${hash}`;
  return { ...row, field: (name) => (name === 'code' ? code : row.field(name)) };
}

/** The middle of its box. */
function aboutWhere({ coordinates }: Geometry): Position {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [x, y] = part as unknown[];
    if (typeof x !== 'number' || typeof y !== 'number') return part.forEach(walk);
    [west, east, south, north] = [Math.min(west, x), Math.max(east, x), Math.min(south, y), Math.max(north, y)];
  };
  walk(coordinates);
  return [(west + east) / 2, (south + north) / 2];
}

function nameOf(row: Row): string | undefined {
  const name = row.field('name');
  return typeof name === 'string' ? name.slice(0, 200) : undefined;
}

function once<Result>(work: () => Result): () => Result {
  let made: { result: Result } | undefined;
  return () => (made ??= { result: work() }).result;
}
