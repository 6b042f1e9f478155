// Chance that can be repeated: the same seed tells the same day.

/** Draws the next number, 0 inclusive to 1 exclusive. */
export type Random = () => number;

/**
 * Mulberry32: small, fast, good enough for stories; never for secrets.
 *
 * @param seed any whole number; its lowest 32 bits count
 * Source: Tommy Ettinger 2017, public domain.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of the things, each as likely as its weight says. Weights >= 0, their sum > 0. */
export function pickWeighted<Thing>(
  things: readonly Thing[],
  weightOf: (thing: Thing) => number,
  random: Random,
): Thing {
  const total = things.reduce((sum, thing) => sum + weightOf(thing), 0);
  if (!(total > 0)) throw new RangeError('Nothing to pick from: the weights add up to nothing');
  let left = random() * total;
  for (const thing of things) {
    left -= weightOf(thing);
    if (left < 0) return thing;
  }
  return things.findLast((thing) => weightOf(thing) > 0)!;
}

/** A whole number from `low` to `high`, both included. */
export function between(low: number, high: number, random: Random): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** One of the things, all equally likely. The list is not empty. */
export function pick<Thing>(things: readonly Thing[], random: Random): Thing {
  const thing = things[Math.floor(random() * things.length)];
  if (thing === undefined) throw new RangeError('Nothing to pick from');
  return thing;
}
