import type { Position } from '../space/geometry.ts';

const keyOf = ([lon, lat]: Position): string => `${lon} ${lat}`;

/**
 * Joins lines end to end into longer ones, straight on where there is a choice: short pieces would vanish at low zooms.
 *
 * @returns the same segments, each once, in fewer lines
 *
 * Cost: O(lines · lines at a junction).
 */
export function stitch(lines: readonly Position[][]): Position[][] {
  const at = new Map<string, number[]>();
  lines.forEach((line, index) => {
    for (const end of [line[0]!, line.at(-1)!]) {
      const known = at.get(keyOf(end));
      if (known === undefined) at.set(keyOf(end), [index]);
      else known.push(index);
    }
  });
  const used = new Set<number>();
  const follow = (start: Position[]): Position[] => {
    const joined = [...start];
    for (;;) {
      const [before, here] = [joined.at(-2)!, joined.at(-1)!];
      const open = (at.get(keyOf(here)) ?? []).filter((index) => !used.has(index));
      const [best] = open
        .map((index) => ({ index, onward: from(here, lines[index]!) }))
        .map((choice) => ({ ...choice, bend: straightness(before, here, choice.onward[1]!) }))
        .sort((p, q) => q.bend - p.bend || p.index - q.index);
      if (best === undefined) return joined;
      used.add(best.index);
      joined.push(...best.onward.slice(1));
    }
  };
  return lines.flatMap((line, index) => {
    if (used.has(index)) return [];
    used.add(index);
    return [follow(follow(line).reverse())];
  });
}

const from = (start: Position, line: Position[]): Position[] =>
  keyOf(line[0]!) === keyOf(start) ? line : [...line].reverse();

/** Cosine of the turn: 1 is straight on. */
function straightness(a: Position, b: Position, c: Position): number {
  const [dx, dy, ex, ey] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]];
  return (dx * ex + dy * ey) / Math.sqrt((dx * dx + dy * dy) * (ex * ex + ey * ey));
}
