// Imports: a file brought along becomes rows of a layer, seen before it is written, told row by row, taken back where it was wrong.
import { Type, type Static } from 'typebox';
import { Geometry, Position } from '../../geodata/space/geometry.ts';
import { Instant, ListQuery, Page } from '../platform/contract.ts';

/** Layers that files can be brought into. The first four are rows of an area; the others are public knowledge. */
export const IMPORT_LAYERS = ['hazards', 'shelters', 'sites', 'grids', 'divisions', 'owners', 'places'] as const;
export const ImportLayer = Type.Enum([...IMPORT_LAYERS]);
export type ImportLayer = Static<typeof ImportLayer>;

/** The same words in both languages of the house, written by the server so that screens, reports and commands tell the same. */
export const Words = Type.Object({ zh: Type.String(), en: Type.String() });
export type Words = Static<typeof Words>;

/** What stands in a field of the file's row, or is set for all rows. */
const Value = Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean(), Type.Null()]);
const FieldName = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' });
const Heading = Type.String({ minLength: 1, maxLength: 200 });

/** How the columns of the file become our fields. Each comes, in this order, from `constants`, from its column, else it is empty. */
export const ImportMapping = Type.Object(
  {
    /** Our field → the name of the column in the inspection. */
    columns: Type.Record(FieldName, Heading),
    /** Our field → the same value in every row. */
    constants: Type.Record(FieldName, Value),
    /** Our field → { their word: our word }; `*` for all others; null leaves the row out. */
    values: Type.Record(FieldName, Type.Record(Type.String({ maxLength: 200 }), Value)),
    /** Where the place of a row stands: in its own geometry, in two columns, in one of WKT; null for rows without a place. */
    place: Type.Union([
      Type.Object({ kind: Type.Literal('geometry') }, { additionalProperties: false }),
      Type.Object({ kind: Type.Literal('lon-lat'), lon: Heading, lat: Heading }, { additionalProperties: false }),
      Type.Object({ kind: Type.Literal('wkt'), column: Heading }, { additionalProperties: false }),
      Type.Null(),
    ]),
    /** Positions stand latitude first. */
    swapped: Type.Boolean({ default: false }),
  },
  { additionalProperties: false },
);
export type ImportMapping = Static<typeof ImportMapping>;

/** How the file is read, where what was found is not right: POST /api/imports/:id/inspection. What is left out is found in the content. */
export const Reading = Type.Object(
  {
    /** A sheet of a workbook or a layer of an archive. */
    table: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    encoding: Type.Optional(Type.Enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030'])),
    delimiter: Type.Optional(Type.Enum([',', '\t', ';'])),
    /** The row of the heading from 1; 0: the file has none. */
    headingRow: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
  },
  { additionalProperties: false },
);
export type Reading = Static<typeof Reading>;

/** wgs84, cgcs2000, gcj02, bd09 or EPSG:n. */
export const CrsName = Type.String({
  pattern: '^([wW][gG][sS]84|[cC][gG][cC][sS]2000|[gG][cC][jJ]02|[bB][dD]09|[eE][pP][sS][gG]:\\d{4,5})$',
});

/** GET /api/imports/layers: what the fields of each layer are, for whoever matches columns by hand. */
export const LayerField = Type.Object({
  name: FieldName,
  title: Words,
  required: Type.Boolean(),
  kind: Type.Enum(['text', 'number', 'integer', 'boolean', 'word']),
  /** The words that a field of kind `word` may hold; empty else. */
  words: Type.Array(Type.Object({ word: Type.String(), title: Words })),
});
export type LayerField = Static<typeof LayerField>;
export const LayerFields = Type.Object({
  layer: ImportLayer,
  fields: Type.Array(LayerField),
  /** Whether each row needs a place, and of which kind. */
  geometry: Type.Enum(['none', 'point', 'area', 'any']),
  /** Rows without a code are given one, the same for the same row. */
  makesCodes: Type.Boolean(),
});
export type LayerFields = Static<typeof LayerFields>;

/** A code of `geodata/files` with its figures; the client has a sentence for each. */
export const Coded = Type.Object({
  code: Type.String(),
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
export type Coded = Static<typeof Coded>;

/** What is found in the file before anything is decided. */
export const Inspection = Type.Object({
  format: Type.Enum(['csv', 'xlsx', 'shapefile', 'geojson']),
  /** Sheets or layers, and the one that is read. */
  tables: Type.Array(Type.Object({ name: Type.String(), hidden: Type.Boolean() })),
  reading: Reading,
  columns: Type.Array(
    Type.Object({
      /** Unique in the file; mappings use it. */
      name: Type.String(),
      heading: Type.String(),
      samples: Type.Array(Type.String()),
      type: Type.Enum(['text', 'number', 'date', 'boolean', 'empty']),
    }),
  ),
  /** Each row has a geometry of its own: no columns of longitude and latitude are needed. */
  hasGeometry: Type.Boolean(),
  /** The system that the file itself states. */
  statedCrs: Type.Union([Type.String(), Type.Null()]),
  /** The likeliest system, and every other one that was weighed, each with the code of its reason and its figures; null without a place to judge by. */
  crs: Type.Union([
    Type.Object({
      name: Type.Union([Type.String(), Type.Null()]),
      swapped: Type.Boolean(),
      certain: Type.Boolean(),
      reason: Coded,
      candidates: Type.Array(Type.Object({ name: Type.String(), swapped: Type.Boolean(), reason: Coded })),
    }),
    Type.Null(),
  ]),
  mapping: ImportMapping,
  /** `learnt`: accepted before for a file with the same headings. */
  mappingFrom: Type.Enum(['guess', 'learnt']),
  notes: Type.Array(Coded),
});
export type Inspection = Static<typeof Inspection>;

/**
 * inspected → checking → checked → writing → done → undoing → undone; failed and cancelled from any of the -ing.
 * Only `done` has written anything.
 */
export const IMPORT_STATES = [
  'inspected',
  'checking',
  'checked',
  'writing',
  'done',
  'undoing',
  'undone',
  'failed',
  'cancelled',
] as const;
export const ImportState = Type.Enum([...IMPORT_STATES]);
export type ImportState = Static<typeof ImportState>;

/** Rows by what the check said; after the run by what was done. `kept`: could not be taken back by the undo. */
export const ImportCounts = Type.Object({
  rows: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  refused: Type.Integer(),
  kept: Type.Integer(),
});
export type ImportCounts = Static<typeof ImportCounts>;

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

/** GET /api/imports/:id. */
export const Import = Type.Object({
  id: Type.String({ format: 'uuid' }),
  layer: ImportLayer,
  fileName: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  state: ImportState,
  inspection: Inspection,
  /** What it was last checked with; null before. */
  mapping: orNull(ImportMapping),
  crs: orNull(Type.String()),
  /** Positions are known to some hundred metres only. */
  approximate: Type.Boolean(),
  /** Refused rows are left out, the others written. False: one refused row, and nothing is written. */
  partial: Type.Boolean(),
  /** Of the step under way: rows done, and bytes of the file read where it is being read. */
  progress: orNull(Type.Object({ rows: Type.Integer(), share: orNull(Type.Number({ minimum: 0, maximum: 1 })) })),
  counts: orNull(ImportCounts),
  /** Why it failed; null else. */
  failure: orNull(Type.Object({ code: Type.String(), reason: Words })),
  /** An earlier import wrote the same file into the same layer, with the same mapping and CRS as far as they are chosen. */
  sameAs: orNull(Type.Object({ id: Type.String(), finishedAt: Instant })),
  /** The file is still kept: it can be checked anew. */
  fileKept: Type.Boolean(),
  /** It can be taken back: it is done, and its rows are still remembered. */
  undoable: Type.Boolean(),
  by: Type.String(),
  createdAt: Instant,
  checkedAt: orNull(Instant),
  finishedAt: orNull(Instant),
  undoneAt: orNull(Instant),
});
export type Import = Static<typeof Import>;
export const ImportPage = Page(Import);

/** The body of the events `imports.changed` of the topic `imports`: who may see the import asks for the rest. */
export type ImportNews = Pick<Import, 'id' | 'state'>;

/** Query of GET /api/imports: the newest first. */
export const ImportListQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  after: Type.Optional(Type.String({ maxLength: 200 })),
  layer: Type.Optional(ImportLayer),
});
export type ImportListQuery = Static<typeof ImportListQuery>;

/** Query of POST /api/imports; the body is the file itself, as it is (no multipart), of any content type. */
export const UploadQuery = Type.Object({
  layer: ImportLayer,
  /** Name of the file: it becomes the source of the rows, and its ending helps to know the format. */
  name: Type.String({ minLength: 1, maxLength: 200 }),
});
export type UploadQuery = Static<typeof UploadQuery>;

/** Body of POST /api/imports/:id/check. */
export const CheckOrder = Type.Object(
  { mapping: ImportMapping, crs: CrsName, approximate: Type.Boolean({ default: false }) },
  { additionalProperties: false },
);
export type CheckOrder = Static<typeof CheckOrder>;

/** Body of POST /api/imports/:id/run. */
export const RunOrder = Type.Object({ partial: Type.Boolean({ default: false }) }, { additionalProperties: false });
export type RunOrder = Static<typeof RunOrder>;

export const VERDICTS = ['added', 'changed', 'unchanged', 'refused'] as const;
export const Verdict = Type.Enum([...VERDICTS]);
export type Verdict = Static<typeof Verdict>;

/** Why a row is refused, or was kept by the undo. */
export const RowReason = Type.Object({
  /** `missing`, `not-a-number`, `outside-area` …: the same code for the same kind of fault. */
  code: Type.String(),
  /** Our field that is wrong; null where it is the row as a whole. */
  field: orNull(Type.String()),
  words: Words,
});
export type RowReason = Static<typeof RowReason>;

/** One row of the file as it was checked. */
export const ImportRow = Type.Object({
  /** As the user sees it: the line of a CSV, the row of a sheet, else the place of the feature from 1. */
  row: Type.Integer(),
  verdict: Verdict,
  reason: orNull(RowReason),
  /** What it is known by; null where it was refused before it had one. */
  code: orNull(Type.String()),
  name: orNull(Type.String()),
  divisionPath: orNull(Type.String()),
  /** A point on it in WGS-84; null where it has no place or no sound one. */
  point: orNull(Position),
  /** Our fields that would be (or were) changed; empty unless the verdict is `changed`. */
  differs: Type.Array(Type.String()),
  /** The undo left it as it is, and why. */
  kept: Type.Boolean(),
});
export type ImportRow = Static<typeof ImportRow>;
export const ImportRowPage = Page(ImportRow);

/** Query of GET /api/imports/:id/rows: in the order of the file; `after` is the `next` of the page before. */
export const RowQuery = Type.Object({
  limit: ListQuery.properties.limit,
  after: ListQuery.properties.after,
  verdict: Type.Optional(Verdict),
  /** Only those that the undo left as they are. */
  kept: Type.Optional(Type.Boolean()),
});
export type RowQuery = Static<typeof RowQuery>;

/** Query of GET /api/imports/:id/preview: the rows that were checked, in the order of the file. */
export const PreviewQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 5000, default: 2000 }),
});
export type PreviewQuery = Static<typeof PreviewQuery>;

/** Body of POST /api/imports/:id/sample: the first rows at a mapping and CRS, at once and without a check. */
export const SampleOrder = Type.Object(
  { mapping: ImportMapping, crs: CrsName, limit: Type.Integer({ minimum: 1, maximum: 1000, default: 500 }) },
  { additionalProperties: false },
);
export type SampleOrder = Static<typeof SampleOrder>;

/** Answer of the preview (all rows that were checked) and of the sample (the first ones): GeoJSON in WGS-84. */
export const Preview = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(
    Type.Object({
      type: Type.Literal('Feature'),
      id: Type.Integer(),
      geometry: Geometry,
      properties: Type.Object({
        row: Type.Integer(),
        name: orNull(Type.String()),
        /** Null in a sample: nothing was compared. */
        verdict: orNull(Verdict),
      }),
    }),
  ),
  /** How many rows have a place; more than the features where the limit cut them. */
  total: Type.Integer(),
});
export type Preview = Static<typeof Preview>;
