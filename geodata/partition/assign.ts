// Which cells make a town and which a village: recursive cuts by straight lines, so that each part hangs together.
import type { Seed } from './seeds.ts';

/** A part to be filled: how many cells it needs at least, how many it should have, and where its seat is, if known. */
export interface Part {
  atLeast: number;
  weight: number;
  seat?: Seed | undefined;
}

/**
 * Shares cells out among parts by halving both along the longer axis. Where seats are known they are halved along their own axis,
 * and the cut stays between the two groups of seats as far as balance allows: each town grows around its seat.
 *
 * @param cells  places in metres
 * @returns      per cell the index of its part; every part has `atLeast` cells or more
 * @throws RangeError where there are fewer cells than the parts need
 */
export function assignCells(cells: readonly Seed[], parts: readonly Part[]): number[] {
  const owner = new Array<number>(cells.length).fill(-1);
  const share = (cellIds: number[], partIds: number[]) => {
    if (partIds.length === 1) {
      for (const cell of cellIds) owner[cell] = partIds[0]!;
      return;
    }
    const [first, second, lower, upper] = halve(cells, parts, cellIds, partIds);
    share(first, lower);
    share(second, upper);
  };
  const needed = parts.reduce((sum, { atLeast }) => sum + atLeast, 0);
  if (cells.length < needed) throw new RangeError(`${cells.length} cells cannot make parts that need ${needed}`);
  share(
    cells.map((_, index) => index),
    parts.map((_, index) => index),
  );
  return owner;
}

function halve(
  cells: readonly Seed[],
  parts: readonly Part[],
  cellIds: number[],
  partIds: number[],
): [number[], number[], number[], number[]] {
  const seats = partIds.map((id) => parts[id]!.seat);
  const seated = seats.every((seat) => seat !== undefined);
  const along = longAxis(seated ? (seats as Seed[]) : cellIds.map((id) => cells[id]!));
  const sorted = [...cellIds].sort((p, q) => along(cells[p]!) - along(cells[q]!) || p - q);
  const ordered = seated
    ? [...partIds].sort((p, q) => along(parts[p]!.seat!) - along(parts[q]!.seat!) || p - q)
    : partIds;
  const total = sumOf(parts, partIds, 'weight');
  let split = 1;
  for (
    let weight = parts[ordered[0]!]!.weight;
    split < ordered.length - 1 && weight + parts[ordered[split]!]!.weight / 2 < total / 2;
    split++
  )
    weight += parts[ordered[split]!]!.weight;
  const [lower, upper] = [ordered.slice(0, split), ordered.slice(split)];
  const [least, most] = [sumOf(parts, lower, 'atLeast'), sorted.length - sumOf(parts, upper, 'atLeast')];
  let count = Math.round((sorted.length * sumOf(parts, lower, 'weight')) / total);
  if (seated) {
    const beyond = (part: number) => sorted.filter((id) => along(cells[id]!) <= along(parts[part]!.seat!)).length;
    count = Math.min(Math.max(count, beyond(lower.at(-1)!)), beyond(upper[0]!));
  }
  count = Math.min(Math.max(count, least), most);
  return [sorted.slice(0, count), sorted.slice(count), lower, upper];
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
