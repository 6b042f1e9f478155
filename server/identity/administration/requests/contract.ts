// What one person asks and another decides. Shapes only.
import { Type, type Static } from 'typebox';
import { DivisionPath, GivenInstant, Instant } from '../../../platform/contract.ts';
import { ADMINISTRATOR_ROLES } from '../../contract.ts';
import { Areas, NamedArea, Nullable, Said } from '../contract.ts';

const Reason = Type.String({ minLength: 4, maxLength: 500, pattern: '\\S.*\\S.*\\S' });

/** One code becomes another, or goes into one that is there. */
export const Move = Type.Object({ from: DivisionPath, to: DivisionPath, name: Type.Optional(Said(200)) });
export type Move = Static<typeof Move>;
export const Reform = Type.Object({ moves: Type.Array(Move, { minItems: 1, maxItems: 100 }) });
export const ReformPreview = Type.Object({
  faults: Type.Array(
    Type.Object({
      path: Type.String(),
      fault: Type.Enum(['unknown', 'level', 'circle', 'twice', 'parent', 'collides']),
    }),
  ),
  /** Rows of each table that would move, scopes (posts, feeds, devices) among them. */
  counts: Type.Array(Type.Object({ thing: Type.String(), rows: Type.Integer() })),
});
export type ReformPreview = Static<typeof ReformPreview>;

// ---------------------------------------------------------------- what two persons decide

export const RequestKind = Type.Enum([
  'recovery',
  'emergency',
  'administrator',
  'reform',
  'post-end',
  'deactivation',
  'reactivation',
]);
const Somebody = Type.Object({ id: Type.String(), name: Nullable(Type.String()) });
export const TwoPersonRequest = Type.Object({
  id: Type.String(),
  kind: RequestKind,
  about: Nullable(Somebody),
  content: Type.Unknown(),
  reason: Type.String(),
  division: NamedArea,
  askedBy: Somebody,
  askedAt: Instant,
  expiresAt: Instant,
  decidedBy: Nullable(Somebody),
  decidedAt: Nullable(Instant),
  answer: Nullable(Type.String()),
  state: Type.Enum(['open', 'expired', 'approved', 'refused']),
  /** Whether whoever reads this may decide it here. */
  mayDecide: Type.Boolean(),
  /** False where it is open and nobody is there who may decide it: neither who asked nor whom it is about may. */
  hasDecider: Type.Boolean(),
});
export type TwoPersonRequest = Static<typeof TwoPersonRequest>;

export const RecoveryRequest = Type.Object({
  personId: Type.String({ minLength: 1, maxLength: 80 }),
  what: Type.Enum(['second-factor', 'password']),
  reason: Reason,
});
export type RecoveryRequest = Static<typeof RecoveryRequest>;
export const AdministratorRequest = Type.Object({
  personId: Type.String({ minLength: 1, maxLength: 80 }),
  role: Type.Enum([...ADMINISTRATOR_ROLES]),
  title: Type.String({ maxLength: 60, default: '' }),
  areas: Areas,
  from: Type.Optional(GivenInstant),
  to: Type.Optional(GivenInstant),
  reason: Reason,
});
export type AdministratorRequest = Static<typeof AdministratorRequest>;
export const PostEndRequest = Type.Object({ postId: Type.String({ minLength: 1, maxLength: 80 }), reason: Reason });
/** Of a deactivation, and of a reactivation. */
export const AccountRequest = Type.Object({
  personId: Type.String({ minLength: 1, maxLength: 80 }),
  reason: Reason,
});
export const ReformRequest = Type.Object({ ...Reform.properties, reason: Reason });
export type ReformRequest = Static<typeof ReformRequest>;

export const Decision = Type.Object({ approved: Type.Boolean(), answer: Type.String({ maxLength: 500, default: '' }) });
export type Decision = Static<typeof Decision>;
/** The password is there after an approved recovery alone, and shown this once. */
export const Decided = Type.Object({ request: TwoPersonRequest, password: Type.Optional(Type.String()) });
export type Decided = Static<typeof Decided>;
