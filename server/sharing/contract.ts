// For whom a thing of a register is: the departments that alone may know of it, and the neighbours that see it too.
import { Type, type Static } from 'typebox';
import { DepartmentCode, Sharing } from '../platform/contract.ts';

/** The registers by their words; each has its table and its lines of sharing in the schema of that name. */
export const SharedKind = Type.Enum(['sites', 'hazards', 'shelters']);
export type SharedKind = Static<typeof SharedKind>;

/** GET /api/sharing/:kind/:id */
export const Audience = Type.Object({
  /** Codes of the departments that alone may know of it; none: all of its area. */
  departments: Type.Array(Type.String()),
  /** With whom it is shared beside its own area, and who did that. */
  sharing: Type.Array(Sharing),
  /** It lies in the caller's area, who may change this; else it was shared with the caller. */
  held: Type.Boolean(),
});
export type Audience = Static<typeof Audience>;

/** PUT /api/sharing/:kind/:id/departments; `seen` is what the caller saw of them: where others stand there by now it is refused (409). */
export const Limitation = Type.Object({
  departments: Type.Array(DepartmentCode, { maxItems: 20, uniqueItems: true }),
  seen: Type.Array(DepartmentCode, { maxItems: 20, uniqueItems: true }),
});
export type Limitation = Static<typeof Limitation>;

/** Who may say for which departments a thing is, wherever it is said: at the thing itself or in a file that is brought. */
export const LIMITERS = ['duty-officer', 'manager'] as const;
export const LIMIT = 'sharing:limit';

/** Body of the events of the topic `sharing`: which thing it is, and nothing of what it says. */
export const SharedThing = Type.Object({ kind: SharedKind, id: Type.String({ format: 'uuid' }) });
export type SharedThing = Static<typeof SharedThing>;
