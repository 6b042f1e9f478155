// From a row of any file to a record of a layer; says what is missing or wrong.
import type { Area, LineString, MultiLineString, Position } from '../space/geometry.ts';
import {
  DIVISION_LEVELS,
  GRID_KINDS,
  HAZARD_CLASSES,
  HAZARD_KINDS,
  OWNER_DUTIES,
  PATH_WIDTHS,
  PLACE_KINDS,
  SHELTER_KINDS,
  SHELTER_STATES,
  SITE_KINDS,
} from '../space/kinds.ts';
import type { LayerName, LayerRecords, Limitable, Origin, Publishable } from './records.ts';
import { RowFault, type Row } from './rows.ts';

const MAX_TEXT = 200;
const MAX_CODE = 60;
const MAX_LIST = 1000;

function text(row: Row, name: string, most = MAX_TEXT): string {
  const value = optionalText(row, name, most);
  if (value === null) throw new RowFault(`${name} is missing`, { code: 'missing', field: name });
  return value;
}

function optionalText(row: Row, name: string, most = MAX_TEXT): string | null {
  const value = row.field(name);
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new RowFault(`${name} is no text`, { code: 'not-text', field: name });
  const trimmed = String(value).trim();
  if (trimmed.length > most)
    throw new RowFault(`${name} has more than ${most} letters`, {
      code: 'too-long',
      field: name,
      expected: String(most),
    });
  if (/[\u0000-\u001f\u007f]/.test(trimmed))
    throw new RowFault(`${name} has a control character`, { code: 'control-character', field: name });
  return trimmed === '' ? null : trimmed;
}

function oneOf<Word extends string>(row: Row, name: string, words: readonly Word[]): Word {
  const value = text(row, name);
  if (!(words as readonly string[]).includes(value))
    throw new RowFault(`${name} is "${value}", not one of ${words.join(', ')}`, {
      code: 'not-a-word',
      field: name,
      given: value,
      expected: words.join(', '),
    });
  return value as Word;
}

/** A comma between thousands counts for nothing: 1,200 is 1200. */
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;

function optionalNumber(row: Row, name: string, least: number, most: number): number | null {
  const value = row.field(name);
  if (value === undefined || value === null || value === '') return null;
  const plain = typeof value === 'string' ? value.trim() : value;
  const number = Number(typeof plain === 'string' && THOUSANDS.test(plain) ? plain.replaceAll(',', '') : plain);
  if (!(number >= least && number <= most))
    throw notANumber(row, name, `${name} is "${String(value)}", not a number from ${least} to ${most}`, least, most);
  return number;
}

function integer(row: Row, name: string, least: number, most: number): number {
  const value = optionalNumber(row, name, least, most);
  if (value === null || !Number.isInteger(value))
    throw notANumber(row, name, `${name} must be a whole number from ${least} to ${most}`, least, most);
  return value;
}

const notANumber = (row: Row, name: string, message: string, least: number, most: number) =>
  new RowFault(message, {
    code: 'not-a-number',
    field: name,
    given: String(row.field(name) ?? ''),
    expected: `${least}–${most}`,
  });

/** As people write it in a table; what is not said is no. */
const YES = new Set(['true', '1', 'yes', 'y', '是', '有', '√']);
const NO = new Set(['', 'false', '0', 'no', 'n', '否', '无', '×']);

function yes(row: Row, name: string): boolean {
  const value = String(row.field(name) ?? '')
    .trim()
    .toLowerCase();
  if (!YES.has(value) && !NO.has(value))
    throw new RowFault(`${name} is "${value}", neither yes nor no`, {
      code: 'not-yes-or-no',
      field: name,
      given: value,
    });
  return YES.has(value);
}

function path(row: Row, name: string): string {
  const value = text(row, name);
  if (!/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(value))
    throw new RowFault(`${name} is no division path`, { code: 'bad-code', field: name, given: value });
  return value;
}

const wrongGeometry = (expected: string, given: string) =>
  new RowFault(`geometry must be a ${expected}`, { code: 'wrong-geometry', field: 'geometry', given, expected });

function point(row: Row): Position {
  const geometry = row.geometry();
  if (geometry.type !== 'Point') throw wrongGeometry('Point', geometry.type);
  return geometry.coordinates;
}

function area(row: Row): Area {
  const geometry = row.geometry();
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')
    throw wrongGeometry('Polygon or MultiPolygon', geometry.type);
  return geometry;
}

function line(row: Row): LineString | MultiLineString {
  const geometry = row.geometry();
  if (geometry.type !== 'LineString' && geometry.type !== 'MultiLineString')
    throw wrongGeometry('LineString or MultiLineString', geometry.type);
  return geometry;
}

const origin = (row: Row): Origin => ({
  demo: yes(row, 'demo'),
  approximate: yes(row, 'approximate'),
  source: text(row, 'source'),
});

const publishable = (row: Row): Publishable => (yes(row, 'published') ? { published: true } : {});

const listOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : String(value ?? '')
        .split(/[;；]/)
        .map((item) => item.trim())
        .filter((item) => item !== '');

/** A list is looked at as one text: what no text may hold, none of it may. */
const limitable = (row: Row): Limitable => {
  const given = row.field('departments');
  if (given === undefined) return {};
  const text = optionalText({ ...row, field: () => listOf(given).join(';') }, 'departments', MAX_LIST);
  return { departments: [...new Set(listOf(text))] };
};

type Makers = { [Name in LayerName]: (row: Row) => LayerRecords[Name] };

/** A maker for each layer. @throws RowFault */
export const makeRecord: Makers = {
  divisions: (row) => {
    const level = oneOf(row, 'level', DIVISION_LEVELS);
    const width = PATH_WIDTHS[level];
    const given = text(row, 'code');
    if (!/^\d{2,12}$/.test(given) || given.length < width)
      throw new RowFault(`code "${given}" has not the ${width} digits of a ${level}`, {
        code: 'bad-code',
        field: 'code',
        given,
        expected: String(width),
      });
    const own = given.slice(0, width);
    const parentWidth = { province: 0, city: 2, county: 4, town: 6, village: 9 }[level];
    return {
      path: own,
      code: own.padEnd(12, '0'),
      name: text(row, 'name'),
      level,
      parentPath: parentWidth === 0 ? null : own.slice(0, parentWidth),
      area: yes(row, 'outlined') ? area(row) : null,
      synthetic: yes(row, 'synthetic'),
      quasi: isQuasi(own),
    };
  },
  grids: (row) => {
    const code = text(row, 'code');
    if (!/^\d{15}$/.test(code))
      throw new RowFault('code must have 15 digits', { code: 'bad-code', field: 'code', given: code, expected: '15' });
    const population = optionalNumber(row, 'population', 0, 1_000_000);
    return {
      code,
      name: text(row, 'name'),
      kind: oneOf(row, 'kind', GRID_KINDS),
      divisionPath: code.slice(0, 12),
      geometry: area(row),
      population: population === null ? null : Math.round(population),
      synthetic: yes(row, 'synthetic'),
      demo: yes(row, 'demo'),
      source: text(row, 'source'),
    };
  },
  owners: (row) => ({
    divisionPath: path(row, 'divisionPath'),
    duty: oneOf(row, 'duty', OWNER_DUTIES),
    unit: text(row, 'unit'),
    phone: optionalText(row, 'phone'),
    demo: yes(row, 'demo'),
  }),
  places: (row) => ({
    name: text(row, 'name'),
    kind: oneOf(row, 'kind', PLACE_KINDS),
    point: point(row),
    rank: integer(row, 'rank', 1, 9),
    approximate: yes(row, 'approximate'),
  }),
  hazards: (row) => ({
    code: text(row, 'code', MAX_CODE),
    name: text(row, 'name'),
    class: oneOf(row, 'class', HAZARD_CLASSES),
    kind: oneOf(row, 'kind', HAZARD_KINDS),
    level: optionalNumber(row, 'level', 1, 4) === null ? null : (integer(row, 'level', 1, 4) as 1 | 2 | 3 | 4),
    responsibleUnit: text(row, 'responsibleUnit'),
    address: optionalText(row, 'address'),
    geometry: row.geometry(),
    ...origin(row),
    ...publishable(row),
    ...limitable(row),
  }),
  shelters: (row) => ({
    code: text(row, 'code', MAX_CODE),
    name: text(row, 'name'),
    kind: oneOf(row, 'kind', SHELTER_KINDS),
    state: oneOf(row, 'state', SHELTER_STATES),
    capacityPersons: integer(row, 'capacityPersons', 0, 1_000_000),
    areaM2: optionalNumber(row, 'areaM2', 0, 1e8),
    indoor: yes(row, 'indoor'),
    address: optionalText(row, 'address'),
    manager: optionalText(row, 'manager'),
    point: point(row),
    ...origin(row),
    ...publishable(row),
    ...limitable(row),
  }),
  sites: (row) => ({
    code: text(row, 'code', MAX_CODE),
    name: text(row, 'name'),
    kind: oneOf(row, 'kind', SITE_KINDS),
    address: optionalText(row, 'address'),
    manager: optionalText(row, 'manager'),
    point: point(row),
    ...origin(row),
    ...limitable(row),
  }),
  roads: (row) => ({
    name: optionalText(row, 'name'),
    class: integer(row, 'class', 1, 3) as 1 | 2 | 3,
    geometry: line(row),
    demo: yes(row, 'demo'),
  }),
  metro: (row) => {
    const shared = { name: text(row, 'name'), approximate: yes(row, 'approximate') };
    return oneOf(row, 'kind', ['line', 'station']) === 'line'
      ? { kind: 'line', ...shared, geometry: line(row) }
      : {
          kind: 'station',
          ...shared,
          lines: listOf(row.field('lines')),
          geometry: { type: 'Point', coordinates: point(row) },
        };
  },
  water: (row) => ({
    name: optionalText(row, 'name'),
    kind: oneOf(row, 'kind', ['lake', 'river']),
    geometry: area(row),
  }),
};

/** Development zones and the like: 400–599 where a township stands. */
export const isQuasi = (divisionPath: string): boolean =>
  divisionPath.length >= 9 && divisionPath[6]! >= '4' && divisionPath[6]! <= '5';
