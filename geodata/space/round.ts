import type { Position } from './geometry.ts';

const SCALE = 1e7;

/** Seven decimals of a degree: about 1 cm, finer than any source; the same number on both sides of a border. */
export const roundDegrees = (degrees: number): number => Math.round(degrees * SCALE) / SCALE + 0;

export const roundPosition = ([lon, lat]: Position): Position => [roundDegrees(lon), roundDegrees(lat)];
