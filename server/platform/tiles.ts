// Vector tiles: a layer is one SELECT; the engine decides who encodes it.
import type { Sql } from '../../db/sql.ts';
import type { Access } from '../identity/guard.ts';
import type { Moment } from './moment.ts';

/** A layer of vector tiles and its line in the legend. */
export interface TileLayer {
  /** The word in the URL and the name of the layer inside the tile. */
  readonly name: string;
  readonly access: Access;
  /** The table with a history whose rows they are; absent where there is no past to be shown: the layer is today's at any moment. */
  readonly history?: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  /**
   * The rows that touch a box: `no` (integer, unique: the feature id), `geom` (EPSG:4326), then properties as columns.
   * `box` is a geometry expression; write `geom && ${box}` so that the index is used. `zoom` lets a layer thin out.
   * `moment` goes to `versionsOf`.
   */
  rows(box: Sql, zoom: number, moment?: Moment): Sql;
}
