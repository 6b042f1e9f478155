// Vector tiles: a layer is one SELECT; the engine decides who encodes it.
import type { Sql } from '../../db/sql.ts';
import type { Access } from '../identity/guard.ts';

/** A layer of vector tiles and its line in the legend. */
export interface TileLayer {
  /** The word in the URL and the name of the layer inside the tile. */
  readonly name: string;
  readonly access: Access;
  readonly minZoom: number;
  readonly maxZoom: number;
  /**
   * The rows that touch a box: `no` (integer, unique: the feature id), `geom` (EPSG:4326), then properties as columns.
   * `box` is a geometry expression; write `geom && ${box}` so that the index is used. `zoom` lets a layer thin out.
   */
  rows(box: Sql, zoom: number): Sql;
}
