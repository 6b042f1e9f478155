// Chance with a seed: the same numbers on every machine.

export interface Random {
  /** [0, 1) */
  next(): number;
  /** An integer in [0, below). */
  below(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** Mean 0, deviation 1 (sum of twelve: no logarithm, whose last bit differs between machines). */
  normal(): number;
}

/** Mulberry32 (Tommy Ettinger, public domain), seeded with a number and any words, so that each use has its own stream. */
export function randomFrom(seed: number, ...words: (string | number)[]): Random {
  let state =
    [...words.join('/')].reduce(
      (hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 16777619),
      seed ^ 0x811c9dc5,
    ) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (items) => items[below(items.length)]!,
    normal: () => Array.from({ length: 12 }, next).reduce((sum, value) => sum + value, -6),
  };
}
