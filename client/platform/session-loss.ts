// Tells that the server does not know us any more, from whichever request finds out first.

const hearers = new Set<() => void>();

/** Calls `hearer` at every such answer; answers how to stop. */
export function hearOfLoss(hearer: () => void): () => void {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
}

export function tellOfLoss(): void {
  for (const hearer of hearers) hearer();
}
