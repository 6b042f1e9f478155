// What stood in the file, kept of a row that may be refused, so that it can be corrected and brought back.
import type { FileRow } from '../../geodata/files/opened-file.ts';

const MAX_TEXT = 2000;
/** Characters of a shape beyond which it is not kept: no table shows it. */
const MAX_SHAPE = 32_000;
/** The column of the shape as WKT, where the file's rows have shapes of their own. */
export const SHAPE_COLUMN = 'WKT';

/** The row's columns as JSON, cut and cleaned so that the database takes every one of them. */
export function originalOf({ values, geometry }: FileRow): string {
  const shape = geometry === undefined || geometry === null ? undefined : wktOf(geometry);
  const kept = Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? clean(value) : value]);
  if (shape !== undefined && shape.length <= MAX_SHAPE) kept.push([SHAPE_COLUMN, shape]);
  return JSON.stringify(Object.fromEntries(kept));
}

/** No zero character and no half of a surrogate pair: neither can be stored as text. */
const clean = (text: string) => text.slice(0, MAX_TEXT).replace(/\u0000|\p{Surrogate}/gu, '\ufffd');

/** Well-known text of a GeoJSON geometry; undefined where it is none that can be written so. */
export function wktOf(geometry: unknown): string | undefined {
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  if (typeof type !== 'string' || !TYPES.has(type) || !Array.isArray(coordinates)) return undefined;
  const text = type === 'Point' ? `(${positionText(coordinates)})` : nestedText(coordinates);
  return text.includes('NaN') ? undefined : `${type.toUpperCase()} ${text}`;
}

const TYPES = new Set(['Point', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon']);

const nestedText = (part: unknown[]): string =>
  `(${part.map((one) => (Array.isArray(one) && Array.isArray(one[0]) ? nestedText(one) : positionText(one))).join(', ')})`;

const positionText = (position: unknown) =>
  Array.isArray(position) && position.length >= 2 ? `${Number(position[0])} ${Number(position[1])}` : 'NaN';
