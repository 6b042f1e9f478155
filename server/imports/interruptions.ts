// Ways in which work on an import ends before it is done, none of which is a fault.

/** Whoever asked for it does not want it any more. */
export class Cancelled extends Error {}
/** Another worker has it, or it is over. */
export class LostClaim extends Error {}
/** Somebody else writes the same layer: it is tried again. */
export class Busy extends Error {}
/** The process is about to end: another one, or the next start, goes on. */
export class Stopping extends Error {}
