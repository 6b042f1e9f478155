// Who is asking: the session as the client sees it, and what roles, purposes and steps of a sign-in there are.
import { Type, type Static } from 'typebox';
import { Instant } from '../platform/contract.ts';

/** Posts of those who do the city's work. `staff` in a declaration names them all. */
export const BUSINESS_ROLES = ['duty-officer', 'manager', 'clerk', 'analyst', 'grid-worker'] as const;
/** Three separate persons: accounts and keys; posts and departments; the log. */
export const ADMINISTRATOR_ROLES = ['system-admin', 'security-admin', 'audit-admin'] as const;

/** What a person can be: one of the business, someone who answers for a hazard source, or an administrator. */
export const PostRole = Type.Enum([...BUSINESS_ROLES, 'unit', ...ADMINISTRATOR_ROLES]);
export type PostRole = Static<typeof PostRole>;

/** Everybody who can call: nobody signed in, a person in a post, a machine with a feed key, a wall with a device key, the phone of a wall. */
export const Caller = Type.Enum([
  'public',
  ...BUSINESS_ROLES,
  'unit',
  ...ADMINISTRATOR_ROLES,
  'feed',
  'wall',
  'remote',
  'operator',
]);
export type Caller = Static<typeof Caller>;

/** What personal data may be asked for, a closed list (Wuxi 71); the header `x-purpose` names one. A new one is a decision of the product. */
export const Purpose = Type.Enum([
  'incident-callback',
  'duty-contact',
  'report-verification',
  'emergency',
  'account-care',
]);
export type Purpose = Static<typeof Purpose>;

/** What somebody who has begun to sign in has to do next. */
export const SignInStep = Type.Enum(['second-factor', 'enrolment', 'new-password', 'post']);
export type SignInStep = Static<typeof SignInStep>;

/** A post that the person of the session may act in now. */
export const PostChoice = Type.Object({
  id: Type.String(),
  role: PostRole,
  title: Type.String(),
  /** Names of its areas. */
  areas: Type.Array(Type.String()),
  /** Of whom it stands in for; null where it is the person's own. */
  substituteFor: Type.Union([Type.String(), Type.Null()]),
  /** When it ends by itself. */
  until: Type.Union([Instant, Type.Null()]),
});
export type PostChoice = Static<typeof PostChoice>;

/** GET /api/identity/session. */
export const Session = Type.Object({
  user: Type.Object({ id: Type.String(), name: Type.String(), post: Type.String() }),
  /** `public` while nobody is signed in, or not wholly. */
  role: Caller,
  /** Null where the sign-in is whole or none was begun. */
  step: Type.Union([SignInStep, Type.Null()]),
  /** Division paths in view; the area choice of the top bar narrows them. */
  areas: Type.Array(Type.String()),
  /** Areas that the user may choose to narrow to: the whole scope first, then its counties. */
  choices: Type.Array(Type.Object({ path: Type.String(), name: Type.String() })),
  /** Posts that the person may change over to, the present one among them; empty for machines and the public. */
  posts: Type.Array(PostChoice),
  /** The id of the post in which the person acts. */
  post: Type.Union([Type.String(), Type.Null()]),
  /** What this caller may do, as declared: `incidents:close`. */
  acts: Type.Array(Type.String()),
  scopeEpoch: Type.String(),
  now: Instant,
});
export type Session = Static<typeof Session>;

/** PUT /api/identity/area: narrows the scope to one area inside of it (a cookie keeps it). */
export const AreaChoice = Type.Object({ path: Type.String({ pattern: '^\\d{2,12}$' }) });
export type AreaChoice = Static<typeof AreaChoice>;
