// A place on the map as the id of a selection: `120.30120,31.57450`. Pure.
import type { Position } from '../../geodata/space/geometry.ts';

/** Five decimals, about a metre. */
export const pointId = ([lon, lat]: readonly [number, number]) => `${lon.toFixed(5)},${lat.toFixed(5)}`;

/** Undefined for anything that is not a place on earth. */
export function parsePointId(id: string): Position | undefined {
  const match = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?)$/.exec(id);
  const [lon, lat] = [Number(match?.[1]), Number(match?.[2])];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : undefined;
}
