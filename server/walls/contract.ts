// What the walls capability says to the outside: the screens on walls, and the phones that steer them.
import { Type, type Static } from 'typebox';
import { IncidentKind } from '../incidents/contract.ts';
import { DivisionPath, Instant, Level, MomentQuery } from '../platform/contract.ts';

/** A page that shows nothing for longer than this has not said that it is alive, seconds. A wall reports at least three times as often. */
export const WALL_SILENT_AFTER_S = 90;

const Name = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' });
const SceneKey = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });

/** A scene that the wall can show; its title comes from the wall's own words, so that a phone needs none of them. */
export const WallScene = Type.Object({ key: SceneKey, zh: Name, en: Name }, { additionalProperties: false });
export type WallScene = Static<typeof WallScene>;

const Scenes = Type.Array(WallScene, { minItems: 1, maxItems: 24 });

/** A row of the wall's feed, as a phone may point at it. `mark` is what tells it apart to a person: its number. */
export const WallRow = Type.Object(
  { id: Type.String({ format: 'uuid' }), mark: Type.String({ minLength: 1, maxLength: 40 }), level: Level },
  { additionalProperties: false },
);
export type WallRow = Static<typeof WallRow>;

const Rows = Type.Array(WallRow, { maxItems: 12 });

/** What the wall shows. A reload goes on from here. */
const View = {
  /** One of its scenes. */
  scene: SceneKey,
  /** True: the scene stays. False: the scenes turn. */
  held: Type.Boolean(),
  /** Beside now, the same hour of yesterday. */
  yesterday: Type.Boolean(),
  /** The incident of its feed that it looks at; null where it shows its whole area. */
  focus: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
};

/** POST /api/walls: a screen makes itself known, once; it keeps the id that it is given. */
export const WallRegistration = Type.Object(
  {
    name: Name,
    /** Its area: one that the caller may see. */
    divisionPath: DivisionPath,
    scenes: Scenes,
  },
  { additionalProperties: false },
);
export type WallRegistration = Static<typeof WallRegistration>;

/** PATCH /api/walls/:id: its name, or the scenes that this version of the screen has. */
export const WallChange = Type.Object(
  { name: Type.Optional(Name), scenes: Type.Optional(Scenes) },
  { additionalProperties: false },
);
export type WallChange = Static<typeof WallChange>;

/**
 * PUT /api/walls/:id/view: what the wall shows now, after it turned by itself or a key was pressed at it; also its sign of life.
 * A report that does not know the latest command (`revision`) changes nothing. The answer is the wall as it now is, in both cases.
 */
export const WallReport = Type.Object(
  { ...View, rows: Rows, revision: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
);
export type WallReport = Static<typeof WallReport>;

/** GET /api/walls, GET /api/walls/:id; `rows` and `focus` are of the incidents that the reader may see. */
export const Wall = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  divisionPath: Type.String(),
  /** The division that it hangs in, by its name. */
  area: Type.String(),
  scenes: Type.Array(WallScene),
  ...View,
  rows: Type.Array(WallRow),
  /** Since when the scene is shown. */
  since: Instant,
  /** Raised by every command and every report that changes something; the higher one is the newer. */
  revision: Type.Integer(),
  /** When the wall last spoke. */
  reportedAt: Instant,
  /** Since when a phone steers it; null where none does. */
  pairedAt: Type.Union([Instant, Type.Null()]),
});
export type Wall = Static<typeof Wall>;

/** Body of the events of topic `walls`: walls.commanded, .changed, .paired, .unpaired. Who needs what it shows of incidents asks for the wall. */
export type WallNews = Omit<Wall, 'rows' | 'focus'>;

/** POST /api/walls/:id/pairing-codes answers what the QR code of the wall holds. Ask for a new one at `renewAt`. */
export const PairingCode = Type.Object({
  /** For a person to type at /remote: ten letters and digits in two groups. It works once. */
  code: Type.String(),
  /** For the QR code: the phone's page with the code behind the `#`. */
  address: Type.String(),
  /** Whether a phone can reach the address: `this-machine` is only for trials (set HOST or PUBLIC_URL). */
  reach: Type.Enum(['network', 'this-machine']),
  expiresAt: Instant,
  /** Before it expires, so that the code on the wall can always be used. */
  renewAt: Instant,
});
export type PairingCode = Static<typeof PairingCode>;

/** POST /api/walls/pairings, by a phone that nobody knows yet: it becomes the remote of the code's wall, and no other phone is. */
export const Pairing = Type.Object(
  { code: Type.String({ minLength: 8, maxLength: 20 }) },
  { additionalProperties: false },
);
export type Pairing = Static<typeof Pairing>;

/** GET /api/walls/remote: all that a paired phone may know. */
export const RemoteWall = Type.Object({
  name: Type.String(),
  /** By its name, where the wall hangs; of the incidents on it `rows` are those that lie there. */
  area: Type.String(),
  scenes: Type.Array(WallScene),
  ...View,
  rows: Type.Array(WallRow),
  since: Instant,
  revision: Type.Integer(),
  /** False where the wall has not spoken for WALL_SILENT_AFTER_S. */
  answering: Type.Boolean(),
  reportedAt: Instant,
  /** When this pairing ends by itself. */
  expiresAt: Instant,
  at: Instant,
});
export type RemoteWall = Static<typeof RemoteWall>;

/** POST /api/walls/remote/commands, by the phone; POST /api/walls/:id/commands, by staff. Answers the state after it. */
export const WallCommand = Type.Union([
  Type.Object({ command: Type.Literal('show'), scene: SceneKey }, { additionalProperties: false }),
  Type.Object({ command: Type.Enum(['next', 'previous', 'hold', 'turn']) }, { additionalProperties: false }),
  /** An incident of the wall's own feed; null looks at the whole area again. */
  Type.Object(
    { command: Type.Literal('focus'), incident: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]) },
    { additionalProperties: false },
  ),
  Type.Object({ command: Type.Literal('yesterday'), on: Type.Boolean() }, { additionalProperties: false }),
]);
export type WallCommand = Static<typeof WallCommand>;

/** Either is also asked for a moment of the past: `asKnownAt` or `asItWasAt`. */
export const FigureQuery = Type.Object(MomentQuery);
export const TrendQuery = Type.Object({
  hours: Type.Integer({ minimum: 1, maximum: 168, default: 24 }),
  ...MomentQuery,
});

/** GET /api/walls/counties?asKnownAt= : shelters and hazards of each county in scope, for the wall's bars. */
export const CountyCount = Type.Object({
  divisionPath: Type.String(),
  name: Type.String(),
  /** By state; `capacity` in persons. */
  shelters: Type.Array(
    Type.Object({
      state: Type.Enum(['ready', 'open', 'unavailable']),
      count: Type.Integer(),
      capacityPersons: Type.Integer(),
    }),
  ),
  /** By level; null is not yet assessed, and unknown is never calm. */
  hazards: Type.Array(Type.Object({ level: Level, count: Type.Integer() })),
});
export type CountyCount = Static<typeof CountyCount>;
export const CountyCounts = Type.Object({
  /** The moment that the figures are of. */
  at: Instant,
  /** When the newest record of shelters or hazards in scope was made; null where there is none. */
  sheltersAt: Type.Union([Instant, Type.Null()]),
  hazardsAt: Type.Union([Instant, Type.Null()]),
  counties: Type.Array(CountyCount),
});
export type CountyCounts = Static<typeof CountyCounts>;

/** How many there are of each level; an unknown level is a column of its own, never a blue one. */
export const LevelCounts = Type.Object({
  red: Type.Integer(),
  orange: Type.Integer(),
  yellow: Type.Integer(),
  blue: Type.Integer(),
  unknown: Type.Integer(),
});
export type LevelCounts = Static<typeof LevelCounts>;

/** One bar: `total` is the sum of its levels. */
const Counted = { total: Type.Integer(), levels: LevelCounts };

/** Which of the two edges an age falls between: under 30 minutes, under 2 hours, 2 hours and more. */
export const INCIDENT_AGES = ['under-30-min', 'under-2-h', 'from-2-h'] as const;
export const IncidentAge = Type.Enum([...INCIDENT_AGES]);
export type IncidentAge = Static<typeof IncidentAge>;

/**
 * GET /api/walls/trends?hours=24&asKnownAt= : incidents of the last hours, folded for charts. All four groupings are of the same incidents (duplicates left out), counted at one moment:
 * their totals are equal. Hours are whole hours of the clock, the last one still runs.
 */
export const IncidentTrends = Type.Object({
  /** The moment that the figures are of. */
  at: Instant,
  /** When the newest record among what is counted was made; null where nothing is. */
  dataAt: Type.Union([Instant, Type.Null()]),
  total: Type.Integer(),
  /** Oldest first; an hour without any is there with 0. */
  byHour: Type.Array(Type.Object({ hour: Instant, ...Counted })),
  /** Every county in scope, by its code, those without any too; `divisionPath` null collects what lies in none. */
  byCounty: Type.Array(
    Type.Object({
      divisionPath: Type.Union([Type.String(), Type.Null()]),
      name: Type.Union([Type.String(), Type.Null()]),
      ...Counted,
    }),
  ),
  /** The most frequent first; kinds that did not happen are left out. */
  byKind: Type.Array(Type.Object({ kind: IncidentKind, ...Counted })),
  levels: LevelCounts,
  /** Of all that are open, whenever they happened: how long they have waited since they were received. All three ages are there. */
  openByAge: Type.Array(Type.Object({ age: IncidentAge, ...Counted })),
});
export type IncidentTrends = Static<typeof IncidentTrends>;
