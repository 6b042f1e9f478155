// Where a row lies: from its own geometry, two columns or one, in WGS-84, checked.
import { checkGeometry } from '../space/check-geometry.ts';
import type { Position } from '../space/geometry.ts';
import { readAngle } from './numbers.ts';
import type { FileRow, PlaceColumns, Placed, RowFault } from './opened-file.ts';
import { readPlaceText } from './well-known-text.ts';

type RawPlace = { raw: unknown; fault?: never } | { fault: RowFault; raw?: never };

/** Half a metre around the null island, in degrees or in metres: what a blank coordinate was made into. */
const isZero = ([x, y]: Position) => Math.abs(x) < 1e-5 && Math.abs(y) < 1e-5;
const MAX_DETAIL = 120;
const faulty = (code: RowFault['code'], detail: unknown): { fault: RowFault } => ({
  fault: { code, detail: String(detail).slice(0, MAX_DETAIL) },
});

/**
 * The geometry of a row in WGS-84, seven decimals, checked; or why it has none.
 *
 * @param convert  of `converterToWgs84`
 * @param swapped  the file has latitude (northing) where longitude (easting) should stand
 */
export function placeRow(
  row: FileRow,
  place: PlaceColumns,
  convert: (position: Position) => Position,
  swapped = false,
): Placed {
  const { raw, fault } = rawPlace(row, place);
  if (fault !== undefined) return { fault };
  const moved = convertedPlace(raw, convert, swapped);
  if ('fault' in moved) return moved;
  const { geometry, fault: bad } = checkGeometry(moved.geometry);
  return geometry ? { geometry } : faulty('bad-geometry', `${bad!.pointer} ${bad!.detail}`.trim());
}

/** The place of a row as it stands in the file, in the file's system: GeoJSON of unknown soundness. */
export function rawPlace(row: FileRow, place: PlaceColumns): RawPlace {
  if (place.kind === 'geometry') {
    if (row.fault) return { fault: row.fault };
    return row.geometry ? { raw: row.geometry } : faulty('no-geometry', '');
  }
  if (place.kind === 'wkt') {
    const text = row.values[place.column];
    if (typeof text !== 'string' || text.trim() === '') return faulty('no-geometry', place.column);
    const raw = readPlaceText(text);
    return raw ? { raw } : faulty('bad-geometry', text);
  }
  const cells = [row.values[place.lon], row.values[place.lat]];
  if (cells.every((cell) => cell === null || cell === undefined || cell === '')) return faulty('no-geometry', '');
  const [lon, lat] = cells.map(readAngle);
  if (lon === undefined) return faulty('bad-coordinate', `${place.lon}: ${String(cells[0] ?? '')}`);
  if (lat === undefined) return faulty('bad-coordinate', `${place.lat}: ${String(cells[1] ?? '')}`);
  // A hemisphere says which is which, whatever the columns are called.
  const turned = lon.axis === 'lat' || lat.axis === 'lon';
  if (turned && (lon.axis === lat.axis || lon.axis === 'lon' || lat.axis === 'lat'))
    return faulty('bad-coordinate', cells.join(', '));
  const [x, y] = turned ? [lat.degrees, lon.degrees] : [lon.degrees, lat.degrees];
  return { raw: { type: 'Point', coordinates: [x, y] } };
}

const isGiven = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

class NotInSystem extends Error {}

/** Converts what looks like positions, without heights, and leaves all else for the check to refuse. */
function convertedPlace(
  raw: unknown,
  convert: (position: Position) => Position,
  swapped: boolean,
): { geometry: unknown } | { fault: RowFault } {
  const { type, coordinates } = raw as { type?: unknown; coordinates?: unknown };
  if (type === 'GeometryCollection') return faulty('geometry-collection', '');
  if (type === 'Point' && Array.isArray(coordinates) && isZero(coordinates as Position))
    return faulty('zero-coordinate', '0, 0');
  const walk = (value: unknown, depth: number): unknown => {
    if (!Array.isArray(value) || depth > 4) return value;
    const [x, y] = value as unknown[];
    if (!isGiven(x) || !isGiven(y)) return value.map((part) => walk(part, depth + 1));
    const position = convert(swapped ? [y, x] : [x, y]);
    if (!position.every(Number.isFinite)) throw new NotInSystem(`${x}, ${y}`);
    return position;
  };
  try {
    return { geometry: { type, coordinates: walk(coordinates, 0) } };
  } catch (error) {
    if (error instanceof NotInSystem) return faulty('outside-of-system', error.message);
    throw error;
  }
}
