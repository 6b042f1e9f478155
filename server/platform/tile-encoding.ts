// From a layer's rows to the bytes of a vector tile, within a bound: too much is drawn coarser, then the smallest things are left out.
import { geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Database, Db } from '../../db/connection.ts';
import { identifier, join, sql, type Sql } from '../../db/sql.ts';
import { boxGeometry } from './page.ts';
import { MARGIN, tileBox, tileWidth, type TileAddress } from './tile-address.ts';
import type { TileLayer } from './tiles.ts';

/** Bytes of a tile before compression. */
export const LARGEST_TILE = 500_000;
const EXTENT = 4096;
const BUFFER = 64;
const MOST_TRIES = 12;

/** How much is given up: nothing at first. */
interface Detail {
  /** Outlines may be off by this much, degrees; 0 leaves them as they are. */
  readonly tolerance: number;
  /** The largest so many are drawn (of points any, but always the same); undefined draws all. */
  readonly most: number | undefined;
}

interface Encoded {
  readonly bytes: Buffer;
  readonly features: number;
}

export interface Tile {
  readonly bytes: Buffer;
  /** How often it had to be made coarser; 0 is all there is. */
  readonly generalised: number;
}

/**
 * Encodes a tile of at most LARGEST_TILE bytes.
 *
 * Too large as it is, its outlines are simplified to half a screen pixel (topology of each kept); still too large, as many of the
 * largest features stay as fit by proportion, with a tolerance that doubles each time.
 */
export async function encodeTile(
  db: Db,
  engine: Database['engine'],
  layer: TileLayer,
  address: TileAddress,
): Promise<Tile> {
  const encode = engine === 'postgres' ? encodeInDatabase : encodeHere;
  let detail: Detail = { tolerance: 0, most: undefined };
  for (let generalised = 0; generalised < MOST_TRIES; generalised += 1) {
    const { bytes, features } = await encode(db, layer, address, detail);
    if (bytes.length <= LARGEST_TILE) return { bytes, generalised };
    detail = coarser(detail, tileWidth(address), Math.floor((features * LARGEST_TILE * 0.8) / bytes.length));
  }
  return { bytes: Buffer.alloc(0), generalised: MOST_TRIES };
}

function coarser({ tolerance, most }: Detail, width: number, fitting: number): Detail {
  if (tolerance === 0) return { tolerance: width / 1024, most };
  return { tolerance: tolerance * 2, most: Math.max(1, fitting) };
}

function rowsOf(layer: TileLayer, address: TileAddress, { tolerance, most }: Detail): Sql {
  const all = layer.rows(boxGeometry(tileBox(address, MARGIN)), address.z);
  if (most === undefined) return sql`SELECT f.*, ${shape(tolerance)} AS shape FROM (${all}) f`;
  return sql`SELECT f.*, ${shape(tolerance)} AS shape FROM (${all}) f
              ORDER BY ST_Area(f.geom::box2d::geometry) DESC, hashint8(f.no) LIMIT ${most}::integer`;
}

const shape = (tolerance: number) =>
  tolerance === 0 ? sql`f.geom` : sql`ST_SimplifyPreserveTopology(f.geom, ${tolerance}::double precision)`;

async function encodeInDatabase(db: Db, layer: TileLayer, address: TileAddress, detail: Detail): Promise<Encoded> {
  const rows = rowsOf(layer, address, detail);
  const columns = await findColumns(db, layer, address);
  const { z, x, y } = address;
  const tile = await db.one<{ bytes: Buffer | null; features: number }>(sql`
    SELECT ST_AsMVT(t, ${layer.name}::text, ${EXTENT}::integer, 'geom', 'no') AS bytes, count(*)::integer AS features
      FROM (SELECT r.no::bigint AS no,
                   ST_AsMVTGeom(ST_Transform(r.shape, 3857), ST_TileEnvelope(${z}::integer, ${x}::integer, ${y}::integer),
                                ${EXTENT}::integer, ${BUFFER}::integer, true) AS geom
                   ${join(
                     columns.map((column) => sql`, r.${identifier(column)}`),
                     '',
                   )}
              FROM (${rows}) r) t`);
  return { bytes: tile?.bytes ?? Buffer.alloc(0), features: tile?.features ?? 0 };
}

/** The properties that the layer gives at this zoom, by one of its rows: ST_AsMVT would encode every column, the plain geometry too. */
async function findColumns(db: Db, layer: TileLayer, address: TileAddress): Promise<string[]> {
  const keys = await db.many<{ key: string }>(sql`
    SELECT key FROM (SELECT * FROM (${layer.rows(boxGeometry(tileBox(address, MARGIN)), address.z)}) f LIMIT 1) r,
           jsonb_object_keys(to_jsonb(r)) AS key
     WHERE key NOT IN ('no', 'geom')
     ORDER BY key`);
  return keys.map(({ key }) => key);
}

async function encodeHere(db: Db, layer: TileLayer, address: TileAddress, detail: Detail): Promise<Encoded> {
  const columns = await findColumns(db, layer, address);
  const rows = await db.many<{ no: number; shape: string; properties: GeoJSON.GeoJsonProperties }>(sql`
    SELECT r.no::bigint AS no, ST_AsGeoJSON(r.shape, 8, 0) AS shape,
           jsonb_strip_nulls(jsonb_build_object(${join(
             columns.map((column) => sql`${column}::text, r.${identifier(column)}`),
             ', ',
           )})) AS properties
      FROM (${rowsOf(layer, address, detail)}) r`);
  const features = rows.map(({ no, shape, properties }) => ({
    type: 'Feature' as const,
    id: no,
    geometry: JSON.parse(shape) as GeoJSON.Geometry,
    properties,
  }));
  return { bytes: toTile(layer.name, features, address), features: features.length };
}

function toTile(name: string, features: GeoJSON.Feature[], { z, x, y }: TileAddress): Buffer {
  const options = { extent: EXTENT, buffer: BUFFER, tolerance: 0, clip: true };
  const tile = geoJSONToTile({ type: 'FeatureCollection', features }, z, x, y, options);
  if (tile.features.length === 0) return Buffer.alloc(0);
  return Buffer.from(fromGeojsonVt({ [name]: tile }, { version: 2, extent: EXTENT }));
}
