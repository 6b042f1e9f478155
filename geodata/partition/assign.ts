// Which cells make a town and which a village: recursive cuts by straight lines, so that each part hangs together.
import type { Seed } from './seeds.ts';

/** A part to be filled: how many cells it needs at least, how many it should have, and where its seat is, if known. */
export interface Part {
  atLeast: number;
  weight: number;
  seat?: Seed | undefined;
}

/** Directions in which towns are parted, by table rather than by sine: the same digits on every machine. */
const DIRECTIONS = [
  [1, 0],
  [0.924, 0.383],
  [0.707, 0.707],
  [0.383, 0.924],
  [0, 1],
  [-0.383, 0.924],
  [-0.707, 0.707],
  [-0.924, 0.383],
] as const;
/** How much an uneven split of the parts themselves weighs against an uneven split of the cells. */
const UNEVEN_PARTS = 0.3;

/**
 * Shares cells out among parts by halving both again and again with straight cuts.
 * Where seats are known each part keeps the cell that holds its seat, in whatever direction that balances best;
 * without seats the cut goes across the longer axis.
 *
 * @param cells  places in metres
 * @returns      per cell the index of its part; every part has `atLeast` cells or more
 * @throws RangeError where there are fewer cells than the parts need
 */
export function assignCells(cells: readonly Seed[], parts: readonly Part[]): number[] {
  const owner = new Array<number>(cells.length).fill(-1);
  const needed = parts.reduce((sum, { atLeast }) => sum + atLeast, 0);
  if (cells.length < needed) throw new RangeError(`${cells.length} cells cannot make parts that need ${needed}`);
  const seatCells = cellsOfSeats(cells, parts);
  const share = (cellIds: number[], partIds: number[]) => {
    if (partIds.length === 1) {
      for (const cell of cellIds) owner[cell] = partIds[0]!;
      return;
    }
    const half = halveAroundSeats(cells, parts, cellIds, partIds, seatCells) ?? halve(cells, parts, cellIds, partIds);
    share(half.first, half.lower);
    share(half.second, half.upper);
  };
  share(
    cells.map((_, index) => index),
    parts.map((_, index) => index),
  );
  return owner;
}

/** The nearest cell of each seat, no cell twice. */
function cellsOfSeats(cells: readonly Seed[], parts: readonly Part[]): Map<number, number> {
  const taken = new Map<number, number>();
  const used = new Set<number>();
  parts.forEach(({ seat }, part) => {
    if (seat === undefined) return;
    let [best, least] = [-1, Infinity];
    cells.forEach(({ x, y }, cell) => {
      const away = (x - seat.x) ** 2 + (y - seat.y) ** 2;
      if (away < least && !used.has(cell)) [best, least] = [cell, away];
    });
    used.add(best);
    taken.set(part, best);
  });
  return taken;
}

interface Half {
  first: number[];
  second: number[];
  lower: number[];
  upper: number[];
}

/** The most even cut that leaves every seat's cell on its own side; undefined where seats are not known or no cut does. */
function halveAroundSeats(
  cells: readonly Seed[],
  parts: readonly Part[],
  cellIds: number[],
  partIds: number[],
  seatCells: ReadonlyMap<number, number>,
): Half | undefined {
  if (partIds.some((id) => !seatCells.has(id))) return undefined;
  const total = sumOf(parts, partIds, 'weight');
  let best: Half | undefined;
  let least = Infinity;
  for (const [dx, dy] of DIRECTIONS) {
    const along = (cell: number) => cells[cell]!.x * dx + cells[cell]!.y * dy;
    const sorted = [...cellIds].sort((p, q) => along(p) - along(q) || p - q);
    const rank = new Map(sorted.map((cell, index) => [cell, index]));
    const rankOf = (part: number) => rank.get(seatCells.get(part)!)!;
    const ordered = [...partIds].sort((p, q) => rankOf(p) - rankOf(q));
    for (let split = 1; split < ordered.length; split++) {
      const [lower, upper] = [ordered.slice(0, split), ordered.slice(split)];
      const fewest = Math.max(rankOf(lower.at(-1)!) + 1, sumOf(parts, lower, 'atLeast'));
      const most = Math.min(rankOf(upper[0]!), sorted.length - sumOf(parts, upper, 'atLeast'));
      if (fewest > most) continue;
      const ideal = sumOf(parts, lower, 'weight') / total;
      const count = Math.min(Math.max(Math.round(sorted.length * ideal), fewest), most);
      const fault = Math.abs(count / sorted.length - ideal) + UNEVEN_PARTS * Math.abs(ideal - 0.5);
      if (fault >= least) continue;
      least = fault;
      best = { first: sorted.slice(0, count), second: sorted.slice(count), lower, upper };
    }
  }
  return best;
}

function halve(cells: readonly Seed[], parts: readonly Part[], cellIds: number[], partIds: number[]): Half {
  const along = longAxis(cellIds.map((id) => cells[id]!));
  const sorted = [...cellIds].sort((p, q) => along(cells[p]!) - along(cells[q]!) || p - q);
  const total = sumOf(parts, partIds, 'weight');
  const middle = Math.ceil(partIds.length / 2);
  const [lower, upper] = [partIds.slice(0, middle), partIds.slice(middle)];
  const [least, most] = [sumOf(parts, lower, 'atLeast'), sorted.length - sumOf(parts, upper, 'atLeast')];
  const ideal = Math.round((sorted.length * sumOf(parts, lower, 'weight')) / total);
  const count = Math.min(Math.max(ideal, least), most);
  return { first: sorted.slice(0, count), second: sorted.slice(count), lower, upper };
}

const sumOf = (parts: readonly Part[], ids: readonly number[], field: 'weight' | 'atLeast') =>
  ids.reduce((sum, id) => sum + parts[id]![field], 0);

/** The place of a point along the axis in which the points spread most (first principal component). */
function longAxis(points: readonly Seed[]): (point: Seed) => number {
  const n = points.length;
  const [mx, my] = [points.reduce((sum, { x }) => sum + x, 0) / n, points.reduce((sum, { y }) => sum + y, 0) / n];
  let [xx, yy, xy] = [0, 0, 0];
  for (const { x, y } of points) {
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
    xy += (x - mx) * (y - my);
  }
  // The eigenvector of the greater eigenvalue, by square roots alone: they are the same on every machine.
  const spread = Math.sqrt((xx - yy) ** 2 + 4 * xy * xy);
  const [ax, ay] = xx >= yy ? [xx - yy + spread, 2 * xy] : [2 * xy, yy - xx + spread];
  return ax === 0 && ay === 0 ? ({ x }) => x : ({ x, y }) => (x - mx) * ax + (y - my) * ay;
}
