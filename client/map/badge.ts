// The level badge of the design, as outlines in a box of 28 units. Sides say the level when colour cannot.
import type { Level } from '#contract/platform';

/** Levels as names of pictures: '0' is unknown. */
export type BadgeName = '1' | '2' | '3' | '4' | '0';

export interface Badge {
  /** SVG path in a 28 × 28 box. */
  readonly outline: string;
  readonly character: string;
  /** Baseline of the character, units from the top. */
  readonly baseline: number;
  /** Units. */
  readonly fontSize: number;
  /** Size as a pin on the map, CSS pixels at desk scale: all look about equally large. */
  readonly pinSize: number;
}

const box = (radius: number) => {
  const low = 3.5 + radius;
  const high = 24.5 - radius;
  const arc = (x: number, y: number) => `a${radius} ${radius} 0 0 1 ${x} ${y}`;
  return `M${low} 3.5H${high}${arc(radius, radius)}V${high}${arc(-radius, radius)}H${low}${arc(-radius, -radius)}V${low}${arc(radius, -radius)}z`;
};

export const BADGES: Readonly<Record<BadgeName, Badge>> = {
  1: { outline: box(2.5), character: '红', baseline: 18.7, fontSize: 13.5, pinSize: 26 },
  2: { outline: 'M14 .8 27.2 14 14 27.2 .8 14z', character: '橙', baseline: 18.5, fontSize: 12.5, pinSize: 24 },
  3: { outline: 'M14 2.2 27 25.2H1z', character: '黄', baseline: 22.6, fontSize: 11.5, pinSize: 24 },
  4: {
    outline: 'M26 14a12 12 0 1 1-24 0a12 12 0 1 1 24 0z',
    character: '蓝',
    baseline: 18.7,
    fontSize: 13,
    pinSize: 20,
  },
  0: { outline: box(6), character: '?', baseline: 19.2, fontSize: 14, pinSize: 24 },
};

export function badgeName(level: Level): BadgeName {
  return `${level ?? 0}`;
}

/** How grave a level is, for the order of things: 1 first, unknown last but never left out. */
export function rankOf(level: Level): number {
  return level ?? 5;
}
