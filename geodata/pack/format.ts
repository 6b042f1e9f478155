// city.json: what a pack is made of. Documented in ../README.md.
import { Type, type Static } from 'typebox';
import { Box, Position } from '../space/geometry.ts';

const Text = Type.String({ minLength: 1 });

/**
 * One file of a layer. Each field of a record comes, in this order, from `constants`, from the column named in `columns`, from the
 * column of the field's own name. `values` then translates what stands there (`*` for all others; null leaves the row out).
 */
export const LayerFile = Type.Object(
  {
    file: Text,
    format: Type.Enum(['geojson', 'csv']),
    /** wgs84, cgcs2000, gcj02, bd09 or EPSG:n. */
    crs: Type.Optional(Text),
    /** Rows whose column has one of the values; `*`: any value but none. */
    where: Type.Optional(Type.Record(Type.String(), Type.Union([Type.Literal('*'), Type.Array(Type.String())]))),
    columns: Type.Optional(Type.Record(Type.String(), Text)),
    constants: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
    ),
    values: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
      ),
    ),
    /** Column names of longitude and latitude in a CSV. */
    lon: Type.Optional(Text),
    lat: Type.Optional(Text),
    /** Lies beside city.json even where the other files of a mapping lie elsewhere. */
    beside: Type.Optional(Type.Boolean()),
    /** May be missing. */
    optional: Type.Optional(Type.Boolean()),
    /** Numbers rows that have no code: WXS-000001. */
    codePrefix: Type.Optional(Text),
  },
  { additionalProperties: false },
);
export type LayerFile = Static<typeof LayerFile>;

export const LayerSpec = Type.Object(
  {
    files: Type.Optional(Type.Array(LayerFile)),
    /** What is made up where no file tells: see generate/. */
    generate: Type.Optional(Type.Object({ count: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })) })),
  },
  { additionalProperties: false },
);
export type LayerSpec = Static<typeof LayerSpec>;

const Layers = Type.Object(
  {
    divisions: Type.Optional(LayerSpec),
    grids: Type.Optional(LayerSpec),
    owners: Type.Optional(LayerSpec),
    places: Type.Optional(LayerSpec),
    hazards: Type.Optional(LayerSpec),
    shelters: Type.Optional(LayerSpec),
    sites: Type.Optional(LayerSpec),
    roads: Type.Optional(LayerSpec),
    metro: Type.Optional(LayerSpec),
    water: Type.Optional(LayerSpec),
  },
  { additionalProperties: false },
);

export const CityFile = Type.Object(
  {
    code: Type.String({ pattern: '^\\d{6}$' }),
    name: Text,
    nameEn: Text,
    pack: Type.String({ pattern: '^[a-z0-9-]+$' }),
    /** The files lie elsewhere: this knows a folder by the names of its files. */
    mapping: Type.Optional(Type.Boolean()),
    demo: Type.Boolean(),
    bounds: Box,
    centre: Position,
    sources: Type.Array(Type.Object({ text: Text, licence: Text })),
    seed: Type.Integer({ minimum: 0, maximum: 4294967295 }),
    /** Residents by county path, for the populations of the grids. */
    populations: Type.Optional(Type.Record(Type.String({ pattern: '^\\d{6}$' }), Type.Integer({ minimum: 0 }))),
    /** Where each town's seat is, by town path: its cell of the partition grows around it. Longitude, latitude, about. */
    seats: Type.Optional(Type.Record(Type.String({ pattern: '^\\d{9}$' }), Position)),
    layers: Layers,
  },
  { additionalProperties: false },
);
export type CityFile = Static<typeof CityFile>;
