// The city that is loaded, its places and its basemap.
import { Type, type Static } from 'typebox';
import { Box, Position } from '../../geodata/space/geometry.ts';
import { PLACE_KINDS } from '../../geodata/space/kinds.ts';
import { Instant } from '../platform/contract.ts';

export { PLACE_KINDS };

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

export const PlaceKind = Type.Enum([...PLACE_KINDS]);

/** GET /api/city/places/:id, one of the gazetteer. */
export const Place = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  kind: PlaceKind,
  point: Position,
  /** The position is known to some hundred metres only. */
  approximate: Type.Boolean(),
});
export type Place = Static<typeof Place>;

/** Layers of 天地图: 矢量底图, 矢量注记, 影像底图, 影像注记. */
export const TIANDITU_LAYERS = ['vec', 'cva', 'img', 'cia'] as const;
