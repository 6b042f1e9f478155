// The city that is loaded, its places and its basemap.
import { Type, type Static } from 'typebox';
import { Box, Position } from '../../geodata/space/geometry.ts';
import { Instant } from '../platform/contract.ts';

/** GET /api/city. */
export const City = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  pack: Type.String(),
  /** Anything in it is made up for demonstration. */
  demo: Type.Boolean(),
  bounds: Box,
  centre: Position,
  loadedAt: Instant,
  /** PMTiles archive of the basemap; the name holds a hash of its content. */
  basemap: Type.String(),
  /** Attribution lines of the data shown. */
  sources: Type.Array(Type.String()),
  /** 天地图 may be switched on (a key is configured). */
  tianditu: Type.Boolean(),
});
export type City = Static<typeof City>;

export const PLACE_KINDS = ['place', 'lake', 'river', 'road', 'metro-station', 'landmark', 'transport'] as const;
