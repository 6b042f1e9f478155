// The offset coordinates that maps sold in China show. Apart from crs.ts, so that a page need not carry its projections.
import gcoord from 'gcoord';
import type { Position } from './geometry.ts';

/**
 * WGS-84 into GCJ-02, degrees. Outside of China nothing is offset.
 * Source: the public formula as in gcoord; it approximates an unpublished one to about 1 m.
 */
export const toGcj02 = (position: Position): Position =>
  gcoord.transform<Position>([...position], gcoord.WGS84, gcoord.GCJ02);
