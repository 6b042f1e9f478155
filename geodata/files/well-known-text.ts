// A place as text in one cell: WKT, or two numbers with a comma between.
import { readNumber } from './numbers.ts';

const KINDS: Record<string, string> = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  MULTILINESTRING: 'MultiLineString',
  POLYGON: 'Polygon',
  MULTIPOLYGON: 'MultiPolygon',
};

/**
 * POINT, LINESTRING, POLYGON and their MULTI forms (OGC 06-103r4), also EWKT and with Z or M, as unchecked GeoJSON; `120.3,31.57` is
 * a point. Undefined where it is none of them.
 */
export function readPlaceText(text: string): { type: string; coordinates: unknown } | undefined {
  const pair = /^[([]?\s*(-?\d+(?:\.\d+)?)\s*[,;，；\s]\s*(-?\d+(?:\.\d+)?)\s*[)\]]?$/.exec(text.trim());
  if (pair) return { type: 'Point', coordinates: [readNumber(pair[1]), readNumber(pair[2])] };
  const found = /^(?:SRID=\d+;)?\s*([A-Z]+)\s*(?:ZM|Z|M)?\s*(\(.*\))\s*$/is.exec(text.trim());
  const type = KINDS[found?.[1]?.toUpperCase().replace(/(ZM|Z|M)$/, '') ?? ''];
  if (found === null || type === undefined || /[^-+.\deE\s(),]/.test(found[2]!)) return undefined;
  const coordinates = nested(found[2]!);
  if (coordinates === undefined) return undefined;
  return { type, coordinates: type === 'Point' ? (coordinates as unknown[])[0] : coordinates };
}

/** `(1 2, 3 4)` is `[[1,2],[3,4]]`: brackets stay brackets, each run of numbers is a position. */
function nested(text: string): unknown {
  const json = text
    .replace(/[^(),]+/g, (run) => (run.trim() === '' ? '' : `[${run.trim().split(/\s+/).map(Number).join(',')}]`))
    .replaceAll('(', '[')
    .replaceAll(')', ']');
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
