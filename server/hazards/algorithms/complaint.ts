// What keeps a filled-in form from being computed.

/** Where what was filled in cannot be: a JSON pointer below the input, and why. */
export interface Complaint {
  readonly pointer: string;
  readonly detail: string;
}

/** @throws RangeError with the first of them */
export function refuseAny([first]: readonly Complaint[]): void {
  if (first) throw new RangeError(`${first.pointer}: ${first.detail}`);
}

/** Of the figures that were used, the sources of those that no copy was seen to confirm; each once. */
export function sourcesUnconfirmed(used: readonly { readonly source: string; readonly verified: boolean }[]): string[] {
  return [...new Set(used.flatMap(({ source, verified }) => (verified ? [] : [source])))];
}
