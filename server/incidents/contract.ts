// Incidents: what happens, from the report that brings it to its closing.
import { Type, type Static } from 'typebox';
import { Position } from '../../geodata/space/geometry.ts';
import { Contact } from '../sealed/contract.ts';
import {
  DepartmentCode,
  GivenInstant,
  Instant,
  Level,
  MomentQuery,
  Page,
  Sharing,
  Whereabouts,
} from '../platform/contract.ts';

export const INCIDENT_SOURCES = ['110', '119', '120', '12345', 'grid', 'public', 'sensor'] as const;
export const IncidentSource = Type.Enum([...INCIDENT_SOURCES]);

export const INCIDENT_KINDS = [
  'fire',
  'gas-leak',
  'traffic',
  'waterlogging',
  'chemical',
  'collapse',
  'power-failure',
  'water-failure',
  'lift',
  'crowd',
  'public-order',
  'dispute',
  'medical',
  'environment',
  'facility',
  'other',
] as const;
export const IncidentKind = Type.Enum([...INCIDENT_KINDS]);

/** reported → acknowledged → closed; duplicate ends in the incident that it repeats. */
export const INCIDENT_STATES = ['reported', 'acknowledged', 'closed', 'duplicate'] as const;
export const IncidentState = Type.Enum([...INCIDENT_STATES]);
export type IncidentState = Static<typeof IncidentState>;

/** What staff may do to an incident; the server says which are open now. */
export const INCIDENT_ACTS = ['acknowledge', 'close', 'mark-duplicate', 'relocate', 'note'] as const;
export const IncidentAct = Type.Enum([...INCIDENT_ACTS]);
export type IncidentAct = Static<typeof IncidentAct>;

/** Photos of one line of a story. */
export const MOST_PHOTOS = 6;

/** At least one character that can be seen. */
const VISIBLE = '\\S';

/** POST /api/incidents with `Authorization: Bearer <feed key>` and an `Idempotency-Key` header. */
export const IncidentReport = Type.Object(
  {
    source: IncidentSource,
    kind: IncidentKind,
    level: Level,
    title: Type.String({ minLength: 1, maxLength: 120, pattern: VISIBLE }),
    description: Type.Optional(Type.String({ maxLength: 4000 })),
    address: Type.Optional(Type.String({ maxLength: 200 })),
    point: Position,
    occurredAt: GivenInstant,
    /** The number in the sender's own system: the same one twice is one incident. */
    externalId: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    demo: Type.Optional(Type.Boolean()),
    /** How to call the reporter back. It is sealed, and neither told nor kept anywhere else. */
    reporterContact: Type.Optional(Contact),
  },
  { additionalProperties: false },
);
export type IncidentReport = Static<typeof IncidentReport>;

/** GET /api/incidents: all that are open in scope, an array. Also the body of every event of topic `incidents`. */
export const Incident = Type.Object({
  id: Type.String({ format: 'uuid' }),
  /** WX-20260708-0147 */
  number: Type.String(),
  source: IncidentSource,
  kind: IncidentKind,
  level: Level,
  state: IncidentState,
  title: Type.String(),
  description: Type.Union([Type.String(), Type.Null()]),
  address: Type.Union([Type.String(), Type.Null()]),
  point: Position,
  gridCode: Type.Union([Type.String(), Type.Null()]),
  ...Whereabouts.properties,
  occurredAt: Instant,
  receivedAt: Instant,
  acknowledgedAt: Type.Union([Instant, Type.Null()]),
  closedAt: Type.Union([Instant, Type.Null()]),
  /** What a duplicate repeats; null where the reader may not see that, and in events, which go to many. */
  duplicateOf: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
  feed: Type.String(),
  demo: Type.Boolean(),
  /** Codes of the departments that alone may know of it; none: all of its area. */
  departments: Type.Array(Type.String()),
  /** With whom it is shared beside its own area, and who did that. */
  sharing: Type.Array(Sharing),
  /** Raised by one at every change, a new line in its story too: an act carries it, and a stale one is refused (409). */
  revision: Type.Integer(),
});
export type Incident = Static<typeof Incident>;

/** One line of what happened, newest first in GET /api/incidents/:id. */
export const IncidentEntry = Type.Object({
  id: Type.String(),
  at: Instant,
  act: Type.Enum([
    'reported',
    'repeated',
    'acknowledged',
    'noted',
    'relocated',
    'marked-duplicate',
    'closed',
    'limited',
    'shared',
    'unshared',
  ]),
  actor: Type.String(),
  text: Type.Union([Type.String(), Type.Null()]),
  /** At /api/files/photos/:id, in the order in which they were chosen. */
  photos: Type.Array(Type.Object({ id: Type.String(), widthPx: Type.Integer(), heightPx: Type.Integer() })),
});
export type IncidentEntry = Static<typeof IncidentEntry>;

export const IncidentDetail = Type.Object({
  ...Incident.properties,
  entries: Type.Array(IncidentEntry),
  /** What may be done to it in its state; nothing where it is only shared with the caller. */
  acts: Type.Array(IncidentAct),
  /** It lies in the caller's area; else it was shared with the caller. */
  held: Type.Boolean(),
  /** The incident that it repeats, in words; null for one that is no duplicate, or repeats one that the reader may not see. */
  duplicateOfNumber: Type.Union([Type.String(), Type.Null()]),
});
export type IncidentDetail = Static<typeof IncidentDetail>;

/** POST /api/incidents/:id/acknowledgement */
export const Acknowledgement = Type.Object({ revision: Type.Integer() });
/** POST /api/incidents/:id/notes */
export const Note = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 2000, pattern: VISIBLE }),
  /** Of POST /api/files/photos, brought by the same person. */
  photos: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: MOST_PHOTOS, uniqueItems: true })),
});
/** POST /api/incidents/:id/duplicate-mark */
export const DuplicateMark = Type.Object({ revision: Type.Integer(), of: Type.String({ format: 'uuid' }) });
/** POST /api/incidents/:id/closure */
export const Closure = Type.Object({
  revision: Type.Integer(),
  text: Type.String({ minLength: 1, maxLength: 2000, pattern: VISIBLE }),
});
/** PUT /api/incidents/:id/location */
export const Relocation = Type.Object({
  revision: Type.Integer(),
  point: Position,
  address: Type.Optional(Type.String({ maxLength: 200 })),
});

/** PUT /api/incidents/:id/departments */
export const Limitation = Type.Object({
  revision: Type.Integer(),
  departments: Type.Array(DepartmentCode, { maxItems: 20, uniqueItems: true }),
});
/** GET /api/incidents/by-grid: [grid's tile number, open incidents, worst level or 0], only grids that have any. */
export const GridLoad = Type.Array(Type.Tuple([Type.Integer(), Type.Integer(), Type.Integer()]));
export type GridLoad = Static<typeof GridLoad>;

/** GET /api/incidents/feeds: the pulse of each feed. */
export const Feed = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** A feed silent for longer than twice this is stale, seconds. */
  intervalS: Type.Integer(),
  lastHeardAt: Type.Union([Instant, Type.Null()]),
  state: Type.Enum(['current', 'stale', 'never-heard']),
});
export type Feed = Static<typeof Feed>;

/** POST /api/incidents/heartbeat with the feed key: nothing happened, and the feed is alive. */
export const Heartbeat = Type.Object(
  {
    /** How often the feed promises to speak from now on, seconds. */
    intervalS: Type.Optional(Type.Integer({ minimum: 5, maximum: 86_400 })),
  },
  { additionalProperties: false },
);

/** GET /api/incidents?state= : the open ones as an array, those that are over in pages, the latest received first. */
export const IncidentQuery = Type.Object({
  state: Type.Enum(['open', 'closed', 'duplicate'], { default: 'open' }),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
  after: Type.Optional(Type.String({ maxLength: 200 })),
  ...MomentQuery,
});
export const IncidentPage = Page(Incident);

/**
 * GET /api/incidents/hourly?hours= : how many happened in each hour, oldest first; `worstLevel` null where none is known.
 * The last hour is that of `until`; without it that of the moment asked for, else the present one.
 */
export const HourlyQuery = Type.Object({
  hours: Type.Integer({ minimum: 1, maximum: 168, default: 24 }),
  until: Type.Optional(GivenInstant),
  ...MomentQuery,
});
export const HourCount = Type.Object({ hour: Instant, count: Type.Integer(), worstLevel: Level });
export type HourCount = Static<typeof HourCount>;

/** GET /api/incidents/turns?from=&until= : the instants at which something was told of an incident, oldest first, at most three days of them. */
export const TurnsQuery = Type.Object({ from: GivenInstant, until: GivenInstant });
