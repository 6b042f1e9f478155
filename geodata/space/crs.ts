// From any coordinate reference system into WGS-84, at the door.
import gcoord from 'gcoord';
import proj4 from 'proj4';
import type { Position } from './geometry.ts';
import { projectionOf } from './epsg.ts';
import { toGcj02 } from './gcj02.ts';

const TOLERANCE_DEGREES = 1e-10;
const MAX_STEPS = 8;
/** Outside of this box the offset is not applied (longitude 72.004–137.8347, latitude 0.8293–55.8271). */
const inChina = ([lon, lat]: Position) => lon > 72.004 && lon < 137.8347 && lat > 0.8293 && lat < 55.8271;

type Convert = (position: Position) => Position;

const gcjToBd: Convert = (position) => gcoord.transform<Position>([...position], gcoord.GCJ02, gcoord.BD09);

/** gcoord inverts BD-09 in one step, which is wrong by about 0.1 m: the fixed point of the forward formula is exact to 1e-9°. */
function invert(forward: Convert, [lon, lat]: Position): Position {
  // BD-09 lies 0.0065°, 0.006° away from GCJ-02, GCJ-02 some 0.005° from WGS-84: the plain position is near enough to start from.
  let guess: Position = [lon, lat];
  for (let step = 0; step < MAX_STEPS; step++) {
    const [x, y] = forward(guess);
    const [dLon, dLat] = [x - lon, y - lat];
    guess = [guess[0] - dLon, guess[1] - dLat];
    if (Math.abs(dLon) < TOLERANCE_DEGREES && Math.abs(dLat) < TOLERANCE_DEGREES) break;
  }
  return guess;
}

const fromGcj: Convert = (position) => (inChina(position) ? invert(toGcj02, position) : position);

/**
 * The converter from a named system into WGS-84 longitude and latitude, degrees.
 *
 * @param crs  `wgs84`, `cgcs2000` (the same within centimetres, taken as equal), `gcj02`, `bd09` or `EPSG:n`.
 *             Geographic codes (4326, 4490) are read longitude first, as GeoJSON is; projected ones easting first, metres.
 * @throws RangeError where the system is not known
 *
 * GCJ-02 is an approximation of an unpublished offset: true to about 1 m, reversible to 1e-9°.
 * Source: the public formula as in gcoord; EPSG registry for the projections.
 */
export function converterToWgs84(crs: string): Convert {
  const name = crs.trim().toLowerCase();
  if (['wgs84', 'cgcs2000', 'epsg:4326', 'epsg:4490', 'crs84', 'ogc:crs84'].includes(name))
    return (position) => position;
  if (name === 'gcj02' || name === 'gcj-02') return fromGcj;
  if (name === 'bd09' || name === 'bd-09') return (position) => fromGcj(invert(gcjToBd, position));
  const projection = projectionOf(name);
  if (projection === undefined) throw new RangeError(`Unknown coordinate reference system "${crs}"`);
  const { inverse } = proj4(projection);
  return (position) => {
    const [lon, lat] = inverse<number[]>([...position]);
    return [lon!, lat!];
  };
}

/** One position into WGS-84; see `converterToWgs84`, which is faster for many. */
export const toWgs84 = (position: Position, crs: string): Position => converterToWgs84(crs)(position);
