// Who is asking: the session as the client sees it.
import { Type, type Static } from 'typebox';
import { Instant } from '../platform/contract.ts';

/** GET /api/identity/session. */
export const Session = Type.Object({
  user: Type.Object({ id: Type.String(), name: Type.String(), post: Type.String() }),
  role: Type.String(),
  /** Division paths in view; the area choice of the top bar narrows them. */
  areas: Type.Array(Type.String()),
  /** Areas that the user may choose to narrow to: the whole scope first, then its counties. */
  choices: Type.Array(Type.Object({ path: Type.String(), name: Type.String() })),
  /** True while everyone on this machine is let in with a demonstration scope. */
  demonstration: Type.Boolean(),
  scopeEpoch: Type.String(),
  now: Instant,
});
export type Session = Static<typeof Session>;

/** PUT /api/identity/area: narrows the demonstration scope (a cookie keeps it). */
export const AreaChoice = Type.Object({ path: Type.String({ pattern: '^\\d{2,12}$' }) });
export type AreaChoice = Static<typeof AreaChoice>;
