// What keeps a filled-in form from being computed.

/** Where what was filled in cannot be: a JSON pointer below the input, and why. */
export interface Complaint {
  readonly pointer: string;
  readonly detail: string;
}

/** A form that cannot be computed as it is filled in; it says the first of what keeps it, and holds all. */
export class NotComputable extends RangeError {
  readonly complaints: readonly Complaint[];

  constructor(first: Complaint, complaints: readonly Complaint[]) {
    super(`${first.pointer}: ${first.detail}`);
    this.complaints = complaints;
  }
}

/** @throws NotComputable where there is any */
export function refuseAny(complaints: readonly Complaint[]): void {
  const [first] = complaints;
  if (first) throw new NotComputable(first, complaints);
}

/** Of the figures that were used, the sources of those that no copy was seen to confirm; each once. */
export function sourcesUnconfirmed(used: readonly { readonly source: string; readonly verified: boolean }[]): string[] {
  return [...new Set(used.flatMap(({ source, verified }) => (verified ? [] : [source])))];
}
