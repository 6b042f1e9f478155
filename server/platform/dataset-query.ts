// What a query asks of a dataset, for /ogc and for exports: boxes, instants, and what fields must be.
import type { Box } from '../../geodata/space/geometry.ts';
import type { DatasetField, DatasetSource } from './dataset.ts';
import { readMoment, type Moment, type MomentQuery } from './moment.ts';
import { Problem } from './problem.ts';

/** The problem of one parameter: which, and what it must be. */
export function wrongParameter(name: string, detail: string): Problem {
  return new Problem(400, 'invalid-input', 'The input is not valid', {
    errors: [{ pointer: `/querystring/${pointerOf(name)}`, detail }],
  });
}

/** A problem names the part, not whatever was sent as its name. */
const pointerOf = (name: string) => (/^[\w-]{1,40}$/.test(name) ? name : '?');

/** @throws Problem 400 for a parameter that is not of this resource */
export function refuseStrangers(query: object, schema: { readonly properties: object }): void {
  for (const name of Object.keys(query)) {
    if (!(name in schema.properties)) throw wrongParameter(name, 'is not a parameter of this resource');
  }
}

/**
 * The moment that is asked for of a dataset.
 *
 * @throws Problem 400 where the source keeps no history: what is there today would pass as what was there then
 */
export function readMomentOf({ history }: DatasetSource, query: MomentQuery): Moment {
  const moment = readMoment(query);
  if (moment && !history)
    throw wrongParameter(
      moment.how === 'known' ? 'asKnownAt' : 'asItWasAt',
      'cannot be asked: no history is kept here',
    );
  return moment;
}

/**
 * Whatever is no parameter of the resource itself must name a field; what it says is what the field must be.
 * Saying nothing asks for the rows in which nothing stands; of a text it is the empty text.
 *
 * @throws Problem 400 where it names none, is given twice, or is no value of the field
 */
export function readFilters(
  { fields }: DatasetSource,
  query: object,
  schema: { readonly properties: object },
): ReadonlyMap<DatasetField, string | null> {
  const filters = new Map<DatasetField, string | null>();
  for (const [name, text] of Object.entries(query) as [string, unknown][]) {
    if (name in schema.properties) continue;
    const field = fields.find((one) => one.name === name);
    if (!field) throw wrongParameter(name, 'is neither a parameter nor a property of this collection');
    const value = typeof text === 'string' ? readFieldValue(field, text) : undefined;
    if (value === undefined) throw wrongParameter(name, `must be one ${field.type}`);
    filters.set(field, value);
  }
  return filters;
}

/** A text as the value of a field, null where there is none; undefined where it cannot be read. */
function readFieldValue({ type }: DatasetField, text: string): string | null | undefined {
  if (text.includes('\0')) return undefined;
  if (text === '' && type !== 'text') return null;
  if (type === 'integer') return /^-?\d{1,15}$/.test(text) ? text : undefined;
  if (type === 'number') return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? text : undefined;
  if (type === 'boolean') return text === 'true' || text === 'false' ? text : undefined;
  if (type === 'time') return readInstant(text);
  return text;
}

const RFC3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/** A moment by RFC 3339 as ISO text in UTC; undefined where it is none, or none of four digits of our era in UTC. */
export function readInstant(text: string): string | undefined {
  if (!RFC3339.test(text)) return undefined;
  const at = new Date(text.toUpperCase().replace(' ', 'T'));
  const year = at.getUTCFullYear();
  return year >= 1 && year <= 9999 ? at.toISOString() : undefined;
}

/**
 * Reads a box of OGC API – Features: west,south,east,north in degrees, or with the heights third and sixth, which are passed over.
 *
 * @returns one box, or two where west lies east of east: over the antimeridian. undefined where it is none.
 */
export function readBoxes(text: string): readonly Box[] | undefined {
  const parts = text.split(',');
  if (!parts.every((part) => /^\s*[-+]?\d{1,3}(\.\d{0,30})?([eE][-+]?\d{1,3})?\s*$/.test(part))) return undefined;
  const numbers = parts.map(Number);
  const [west, south, east, north] = numbers.length === 6 ? [0, 1, 3, 4].map((at) => numbers[at]!) : numbers;
  if (numbers.length !== 4 && numbers.length !== 6) return undefined;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  if (![west, east].every(isLongitude) || ![south, north].every(isLatitude) || south > north) return undefined;
  if (west <= east) return [[west, south, east, north]];
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ];
}

const isLongitude = (degrees: number) => degrees >= -180 && degrees <= 180;
const isLatitude = (degrees: number) => degrees >= -90 && degrees <= 90;
