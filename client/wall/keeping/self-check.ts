// What should be drawn and is not. Pure.

export interface Drawn {
  /** Names that the map says are on the screen. */
  readonly layers: readonly string[];
  /** Nothing is on its way, the ground included. */
  readonly idle: boolean;
}

/** @param busyBefore the map was not idle at the check before either: then its ground counts as missing */
export function missingOf(expected: readonly string[], { layers, idle }: Drawn, busyBefore: boolean): string[] {
  const missing = expected.filter((layer) => !layers.includes(layer));
  return !idle && busyBefore && missing.length === 0 ? ['basemap'] : missing;
}
