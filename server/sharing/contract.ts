// What of a register may be shared with a neighbour.
import { Type, type Static } from 'typebox';

/** The registers by their words; each has its table and its lines of sharing in the schema of that name. */
export const SharedKind = Type.Enum(['sites', 'hazards', 'shelters']);
export type SharedKind = Static<typeof SharedKind>;
