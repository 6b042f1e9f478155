// Where cells grow from: points spread over a region so that each has about the same weight around it.
import { insidePolygons } from './labels.ts';
import { twiceArea, type Plane, type PlanePolygon } from './plane.ts';
import type { Random } from './random.ts';

const SAMPLES_PER_SEED = 48;
const ROUNDS = 8;
/** How far a seed may be moved off the lattice, of the side of a mean cell. */
const SHIFT = 0.12;

export interface Seed {
  x: number;
  y: number;
}
interface Sample extends Seed {
  weight: number;
}

/**
 * A weighted centroidal Voronoi diagram by Lloyd's rounds over a lattice of samples.
 *
 * @param polygons  the region, plane units
 * @param count     how many seeds, at least 1
 * @param density   weight of a place, any positive unit
 * @returns         `count` different places inside of the region
 *
 * Source: Lloyd 1982, IEEE Trans. Inf. Theory 28(2), 129–137. Cost: O(48 · count · rounds).
 */
export function spreadSeeds(
  plane: Plane,
  polygons: PlanePolygon[],
  count: number,
  density: (x: number, y: number) => number,
  random: Random,
): Seed[] {
  const samples = samplesIn(plane, polygons, count * SAMPLES_PER_SEED, density);
  if (samples.length < count) throw new RangeError(`The region has no room for ${count} cells`);
  let seeds = firstSeeds(samples, count, random);
  for (let round = 0; round < ROUNDS; round++) seeds = towardsCentres(plane, samples, seeds);
  return offLattice(plane, polygons, seeds, random);
}

/** A lattice, every other row shifted by half a step, cut by the rings (even-odd on each row). */
function samplesIn(
  plane: Plane,
  polygons: PlanePolygon[],
  wanted: number,
  density: (x: number, y: number) => number,
): Sample[] {
  const edges = polygons
    .flat()
    .flatMap((ring) =>
      ring.map(
        (a, index) =>
          [
            plane.x[a]!,
            plane.y[a]!,
            plane.x[ring[(index + 1) % ring.length]!]!,
            plane.y[ring[(index + 1) % ring.length]!]!,
          ] as const,
      ),
    );
  const twice = edges.reduce((sum, [ax, ay, bx, by]) => sum + (ax * by - bx * ay), 0);
  const step = Math.max(2, Math.floor(Math.sqrt(Math.abs(twice) / 2 / wanted)));
  const stepX = Math.max(2, Math.round((step * plane.metresY) / plane.metresX));
  const rows = new Map<number, number[]>();
  for (const [ax, ay, bx, by] of edges) {
    const [low, high] = [Math.min(ay, by), Math.max(ay, by)];
    for (let row = Math.ceil((low - 0.5) / step); row * step + 0.5 < high; row++) {
      const level = row * step + 0.5;
      if (level < low) continue;
      const at = ax + ((level - ay) / (by - ay)) * (bx - ax);
      const known = rows.get(row);
      if (known === undefined) rows.set(row, [at]);
      else known.push(at);
    }
  }
  const samples: Sample[] = [];
  for (const [row, crossings] of [...rows].sort(([p], [q]) => p - q)) {
    crossings.sort((p, q) => p - q);
    const shift = row % 2 === 0 ? 0 : stepX >> 1;
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      for (
        let column = Math.ceil((crossings[pair]! + 2 - shift) / stepX);
        column * stepX + shift < crossings[pair + 1]! - 2;
        column++
      ) {
        const [x, y] = [column * stepX + shift, row * step];
        samples.push({ x, y, weight: density(x, y) });
      }
    }
  }
  return samples;
}

/** Samples drawn by weight, each at most once. */
function firstSeeds(samples: Sample[], count: number, random: Random): Seed[] {
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  const chosen = new Set<Sample>();
  let passed = 0;
  let due = random.next() * (total / count);
  for (const sample of samples) {
    passed += sample.weight;
    if (passed < due || chosen.size === count) continue;
    chosen.add(sample);
    due = Math.max(due, passed - total / count) + (total / count) * (0.5 + random.next());
  }
  for (let index = 0; chosen.size < count; index++)
    chosen.add(samples[(index * 7919 + random.below(samples.length)) % samples.length]!);
  return [...chosen].map(({ x, y }) => ({ x, y }));
}

/** Seeds on a lattice give cells with straight rows of borders: each is moved a little by chance, if it stays inside. */
function offLattice(plane: Plane, polygons: PlanePolygon[], seeds: Seed[], random: Random): Seed[] {
  const reach =
    SHIFT * Math.sqrt(polygons.flat().reduce((sum, ring) => sum + twiceArea(plane, ring), 0) / 2 / seeds.length);
  const taken = new Set<number>();
  return seeds.map((seed) => {
    const moved = {
      x: Math.round(seed.x + reach * (random.next() - 0.5)),
      y: Math.round(seed.y + reach * (random.next() - 0.5)),
    };
    const kept =
      insidePolygons(plane, polygons, moved.x, moved.y) && !taken.has(moved.x * 33554432 + moved.y) ? moved : seed;
    taken.add(kept.x * 33554432 + kept.y);
    return kept;
  });
}

/** Each seed moves to the sample nearest to the weighted centre of the samples that are nearest to it. */
function towardsCentres(plane: Plane, samples: Sample[], seeds: Seed[]): Seed[] {
  const nearest = nearestOf(plane, seeds);
  const sums = seeds.map(() => ({ x: 0, y: 0, weight: 0 }));
  const owners = samples.map(({ x, y, weight }) => {
    const owner = nearest(x, y);
    const sum = sums[owner]!;
    sum.x += x * weight;
    sum.y += y * weight;
    sum.weight += weight;
    return owner;
  });
  const best = seeds.map((seed) => ({ seed, distance: Infinity }));
  samples.forEach(({ x, y }, index) => {
    const owner = owners[index]!;
    const { x: sumX, y: sumY, weight } = sums[owner]!;
    const distance = ((x - sumX / weight) * plane.metresX) ** 2 + ((y - sumY / weight) * plane.metresY) ** 2;
    if (distance < best[owner]!.distance) best[owner] = { seed: { x, y }, distance };
  });
  return best.map(({ seed }) => seed);
}

/** Finds the nearest of many places, metric; the first of equals. Cost: about O(1) a question where they are spread evenly. */
export function nearestOf(plane: Plane, places: readonly Seed[]): (x: number, y: number) => number {
  const [kx, ky] = [plane.metresX, plane.metresY];
  const points = places.map(({ x, y }) => [x * kx, y * ky] as const);
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [south, north] = [Math.min(south, y), Math.max(north, y)];
  }
  const size = Math.max(1, Math.sqrt(((east - west + 1) * (north - south + 1)) / points.length));
  const [columns, rows] = [Math.floor((east - west) / size) + 1, Math.floor((north - south) / size) + 1];
  const buckets: number[][] = Array.from({ length: columns * rows }, () => []);
  points.forEach(([x, y], index) =>
    buckets[Math.floor((y - south) / size) * columns + Math.floor((x - west) / size)]!.push(index),
  );
  return (x, y) => {
    const [px, py] = [x * kx, y * ky];
    const column = Math.min(columns - 1, Math.max(0, Math.floor((px - west) / size)));
    const row = Math.min(rows - 1, Math.max(0, Math.floor((py - south) / size)));
    let [best, least] = [-1, Infinity];
    for (let ring = 0; ring <= Math.max(columns, rows); ring++) {
      // Whatever lies in this ring of buckets or further out is at least so far away.
      const gap = Math.max(
        0,
        Math.min(
          px - (west + (column - ring + 1) * size),
          west + (column + ring) * size - px,
          py - (south + (row - ring + 1) * size),
          south + (row + ring) * size - py,
        ),
      );
      if (best >= 0 && gap * gap > least) break;
      for (let r = Math.max(0, row - ring); r <= Math.min(rows - 1, row + ring); r++) {
        const edge = r === row - ring || r === row + ring;
        for (let c = column - ring; c <= column + ring; c += edge || ring === 0 ? 1 : 2 * ring) {
          if (c < 0 || c >= columns) continue;
          for (const index of buckets[r * columns + c]!) {
            const distance = (points[index]![0] - px) ** 2 + (points[index]![1] - py) ** 2;
            if (distance < least || (distance === least && index < best)) [best, least] = [index, distance];
          }
        }
      }
    }
    return best;
  };
}
