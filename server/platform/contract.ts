// What the platform says to every client: pages, problems, layers, live push. Shapes only.
import { Type, type Static, type TSchema } from 'typebox';

/** A UTC instant as ISO 8601 text with offset. */
export const Instant = Type.String({ format: 'date-time' });

/** Of our era, and with an offset that is kept somewhere on the earth: the database takes no other. */
export const TAKEN_INSTANT = /^(?!0000).*([Zz]|[+-]((0\d|1[0-3]):[0-5]\d|14:00))$/;
/** An instant that is given to us. */
export const GivenInstant = Type.String({ format: 'date-time', pattern: TAKEN_INSTANT.source });

/** Levels of risk and warning: 1 red, 2 orange, 3 yellow, 4 blue; null is unknown, and unknown is never calm. */
export const Level = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(4), Type.Null()]);
export type Level = Static<typeof Level>;

/** A division path: the national code without padding, of fixed width by level: 2, 4, 6, 9 or 12 digits. */
export const DivisionPath = Type.String({ pattern: '^(\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12})$' });

/** Where a thing lies in words, from county down to village; null where it lies outside of all. */
export const Whereabouts = Type.Object({
  divisionPath: Type.String(),
  county: Type.Union([Type.String(), Type.Null()]),
  town: Type.Union([Type.String(), Type.Null()]),
});
export type Whereabouts = Static<typeof Whereabouts>;

/** Where a record comes from and how far to trust it. */
export const Provenance = Type.Object({
  /** Made up for demonstration (演示数据). */
  demo: Type.Boolean(),
  /** The position is known to some hundred metres only. */
  approximate: Type.Boolean(),
  source: Type.String(),
  /** Since when it has been so in the world. */
  validFrom: Instant,
  /** Since when we have known it. */
  recordedAt: Instant,
});

/** One page of a list: `total` counts all that match, `next` is the cursor to pass as `after`. */
export const Page = <Item extends TSchema>(item: Item) =>
  Type.Object({ items: Type.Array(item), total: Type.Integer(), next: Type.Union([Type.String(), Type.Null()]) });

/** west,south,east,north in degrees; the list is cut to what it touches. */
export const BoxText = Type.String({
  pattern: '^-?\\d+(\\.\\d+)?(,-?\\d+(\\.\\d+)?){3}$',
  examples: ['119.5,31.1,120.6,32.0'],
});

/** To spread into the query of a read: at most one of the two, none for now. */
export const MomentQuery = {
  /** What we knew then: later corrections do not change the answer. */
  asKnownAt: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
  /** What was so then, by all that is known today: later corrections do. */
  asItWasAt: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
};
export type MomentQuery = Static<Type.TObject<typeof MomentQuery>>;

/** GET /api/moments: since when there is anything to look back at; null where nothing was ever recorded. `now` is the server's clock. */
export const Recorded = Type.Object({ since: Type.Union([Instant, Type.Null()]), now: Instant });
export type Recorded = Static<typeof Recorded>;

export const ListQuery = Type.Object({
  bbox: Type.Optional(BoxText),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
  after: Type.Optional(Type.String({ maxLength: 200 })),
});
export type ListQuery = Static<typeof ListQuery>;

/** RFC 9457. `errors` says where in the input: a JSON pointer and what is wrong there. */
export const ProblemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  instance: Type.String(),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }))),
});
export type ProblemBody = Static<typeof ProblemBody>;

/** A layer as the legend shows it: GET /api/layers?bbox=… answers one for each that the caller may see. */
export const LayerStatus = Type.Object({
  layer: Type.String(),
  /** How many features touch the box (all in scope where no box is given). */
  count: Type.Integer(),
  /** When the layer's data last changed or was last confirmed; null where nothing was ever loaded. */
  dataAt: Type.Union([Instant, Type.Null()]),
  /** URL template of its vector tiles with {z}/{x}/{y}; it changes when the data or the scope does. */
  tiles: Type.String(),
  minZoom: Type.Integer(),
  maxZoom: Type.Integer(),
});
export type LayerStatus = Static<typeof LayerStatus>;

/**
 * Live push, over socket.io at path `/live`.
 * The client emits `follow` { topic, cursor } and gets `batch` (every few seconds even when empty: the pulse) or `resync` { topic }.
 */
export const Cursor = Type.Object({ seq: Type.Integer({ minimum: 0 }), scopeEpoch: Type.String({ maxLength: 200 }) });
export type Cursor = Static<typeof Cursor>;

/** GET /api/live/position/:topic: ask before the snapshot, so that a change in between comes twice, never not at all. */
export const Position = Type.Object({ topic: Type.String(), ...Cursor.properties });
export type Position = Static<typeof Position>;

/** One change: the whole thing as it now is, or that it is gone from the follower's area. */
export type LiveEvent<Item> =
  | { seq: number; name: string; id: string; at: string; body: Item; gone?: never }
  | { seq: number; name: string; id: string; at: string; gone: true; body?: never };

/** Events in order; `through` moves the cursor even where everything was filtered out. */
export interface LiveBatch<Item> {
  topic: string;
  events: LiveEvent<Item>[];
  through: number;
  scopeEpoch: string;
  /** Server time, for ages that do not trust the client's clock. */
  at: string;
}

/** A department as rows and posts name it. */
export const DepartmentCode = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });

/** A neighbour that may see what is not of its area, by whose word and why. */
export const Sharing = Type.Object({
  path: Type.String(),
  /** Name of the division that it is shared with. */
  name: Type.String(),
  /** Name of the division that shared it. */
  from: Type.String(),
  actor: Type.String(),
  reason: Type.String(),
  at: Instant,
});
export type Sharing = Static<typeof Sharing>;

/** POST /api/incidents/:id/sharing and its like: with whom, and why. */
export const NewSharing = Type.Object({
  path: Type.String({ pattern: '^(\\d{4}|\\d{6}|\\d{9}|\\d{12})$' }),
  reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
});
export type NewSharing = Static<typeof NewSharing>;
