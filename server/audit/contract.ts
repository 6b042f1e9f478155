// The audit as its administrator reads it: entries, and what a verification found.
import { Type, type Static } from 'typebox';
import { DivisionPath, GivenInstant, Instant } from '../platform/contract.ts';

const Text = Type.String();
const Maybe = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

/** One act: who did what to what, when, from where, for which purpose. */
export const AuditEntry = Type.Object({
  no: Type.Integer(),
  at: Instant,
  /** Id of a person, feed, device or job. */
  actor: Text,
  /** What the person, feed or device is called today. */
  actorName: Maybe(Text),
  /** Database role in which it was done. */
  role: Text,
  areas: Type.Array(Text),
  from: Maybe(Text),
  act: Text,
  object: Text,
  purpose: Maybe(Text),
  before: Type.Unknown(),
  after: Type.Unknown(),
  /** When it was sealed into the chain; null while it waits. */
  sealedAt: Maybe(Instant),
});
export type AuditEntry = Static<typeof AuditEntry>;

/** GET /api/audit/entries/:no. */
export const AuditEntryDetail = Type.Object({
  ...AuditEntry.properties,
  /** SHA-256, hex. */
  digest: Text,
  /** Its place in the chain, and the chain's value there. */
  pos: Maybe(Type.Integer()),
  chain: Maybe(Text),
});
export type AuditEntryDetail = Static<typeof AuditEntryDetail>;

const Word = Type.String({ minLength: 1, maxLength: 200 });

/** What a list or a file of entries is cut to. */
export const AuditFilter = Type.Object({
  from: Type.Optional(GivenInstant),
  to: Type.Optional(GivenInstant),
  /** Id, or a part of the name. */
  actor: Type.Optional(Word),
  /** The whole code, or a capability's: `incidents`. */
  act: Type.Optional(Type.String({ pattern: '^[a-z-]{1,60}(:[a-z-]{1,60})?$' })),
  /** What the object begins with. */
  object: Type.Optional(Word),
  address: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  purpose: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  /** Entries of this area and below. */
  area: Type.Optional(DivisionPath),
});
export type AuditFilter = Static<typeof AuditFilter>;

export const AuditQuery = Type.Object({
  ...AuditFilter.properties,
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  /** The number of the last entry of the page before. */
  after: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,14}$' })),
});
export type AuditQuery = Static<typeof AuditQuery>;

/** Newest first. */
export const AuditPage = Type.Object({ items: Type.Array(AuditEntry), next: Maybe(Text) });
export type AuditPage = Static<typeof AuditPage>;

/** What can be wrong with the log, as the database and the anchors tell it. */
export const FAULTS = [
  'entry-changed',
  'entry-missing',
  'entry-inserted',
  'seal-missing',
  'chain-broken',
  'anchor-differs',
  'tail-cut',
  'checkpoint-unproven',
] as const;
export const FaultKind = Type.Enum([...FAULTS]);
export type FaultKind = Static<typeof FaultKind>;

export const AuditFault = Type.Object({
  kind: FaultKind,
  /** The first broken entry, where it can be named. */
  no: Maybe(Type.Integer()),
  /** Its place in the chain; null of one that is not in it. */
  pos: Maybe(Type.Integer()),
  /** The last place that may be the broken one, where it lies between two anchors. */
  until: Maybe(Type.Integer()),
});
export type AuditFault = Static<typeof AuditFault>;

/** POST /api/audit/verification. */
export const Verification = Type.Object({
  at: Instant,
  tookMs: Type.Integer(),
  /** Everything holds, outside too, and nothing waits for its seal for too long. */
  proven: Type.Boolean(),
  fault: Maybe(AuditFault),
  /** Entries in the chain, all of them recomputed. */
  sealed: Type.Integer(),
  /** Entries that wait for their seal, each with the digest that it should have. */
  unsealed: Type.Integer(),
  /** Of these, waiting for longer than the sealer needs, and the first of them. */
  late: Type.Integer(),
  lateNo: Maybe(Type.Integer()),
  /** Heads kept outside that were compared; lines of theirs that cannot be read. */
  anchors: Type.Integer(),
  unreadableAnchors: Type.Integer(),
  /** Sealed after the last anchor: their tail is not proven outside yet. */
  afterLastAnchor: Type.Integer(),
  /** Entries up to this place were removed by retention. */
  prunedThrough: Type.Integer(),
});
export type Verification = Static<typeof Verification>;

/** A long log takes its time: ask again for the answer. */
export const VerificationRunning = Type.Object({ running: Type.Literal(true) });
export type VerificationRunning = Static<typeof VerificationRunning>;
