// The borders between the Voronoi cells of seeds, as far as they run through a region.
import Delaunator from 'delaunator';
import { vertexAt, type Edge, type Plane, type PlanePolygon } from './plane.ts';
import { insidePolygons } from './labels.ts';
import type { Seed } from './seeds.ts';

type Segment = readonly [ax: number, ay: number, bx: number, by: number];

/**
 * @param polygons  the region, plane units
 * @param seeds     different places in it
 * @returns         edges between cells; where they end on the border of the region they lie up to 0.71 units beside it (noding joins them)
 */
export function cellBorders(plane: Plane, polygons: PlanePolygon[], seeds: readonly Seed[]): Edge[] {
  const sides = polygons.flat().flatMap((ring) =>
    ring.map((a, index): Segment => {
      const b = ring[(index + 1) % ring.length]!;
      return [plane.x[a]!, plane.y[a]!, plane.x[b]!, plane.y[b]!];
    }),
  );
  return voronoi(plane, seeds, boxOf(sides)).flatMap((segment) =>
    cutBy(segment, sides)
      .filter(([ax, ay, bx, by]) => insidePolygons(plane, polygons, (ax + bx) / 2, (ay + by) / 2))
      .map(([ax, ay, bx, by]): Edge => [
        vertexAt(plane, Math.round(ax), Math.round(ay)),
        vertexAt(plane, Math.round(bx), Math.round(by)),
      ]),
  );
}

type PlaneBox = readonly [west: number, south: number, east: number, north: number];

function boxOf(sides: readonly Segment[]): PlaneBox {
  const reach = (pick: (...values: number[]) => number, axis: 0 | 1) =>
    sides.reduce((most, side) => pick(most, side[axis]!), sides[0]![axis]!);
  return [reach(Math.min, 0), reach(Math.min, 1), reach(Math.max, 0), reach(Math.max, 1)];
}

/** Voronoi edges between seeds, cut to the box. Four far ghosts make every cell finite; nothing in the box is nearest to a ghost. */
function voronoi(plane: Plane, seeds: readonly Seed[], box: PlaneBox): Segment[] {
  const [kx, ky] = [plane.metresX, plane.metresY];
  const [west, south, east, north] = box;
  const far = 4 * ((east - west) * kx + (north - south) * ky);
  const [cx, cy] = [((west + east) / 2) * kx, ((south + north) / 2) * ky];
  const ghosts = [cx - far, cy, cx + far, cy + 1, cx + 1, cy - far, cx, cy + far];
  const { triangles, halfedges, coords } = new Delaunator(
    Float64Array.from([...seeds.flatMap(({ x, y }) => [x * kx, y * ky]), ...ghosts]),
  );
  const centres = Array.from({ length: triangles.length / 3 }, (_, t) =>
    circumcentre(coords, triangles[3 * t]!, triangles[3 * t + 1]!, triangles[3 * t + 2]!),
  );
  return Array.from(halfedges).flatMap((opposite, half) => {
    if (opposite < half || triangles[half]! >= seeds.length || triangles[opposite]! >= seeds.length) return [];
    const [from, to] = [centres[Math.floor(half / 3)]!, centres[Math.floor(opposite / 3)]!];
    const segment = clip([from[0] / kx, from[1] / ky, to[0] / kx, to[1] / ky], box);
    return segment === undefined ? [] : [segment];
  });
}

function circumcentre(coords: ArrayLike<number>, a: number, b: number, c: number): [number, number] {
  const [ax, ay] = [coords[2 * a]!, coords[2 * a + 1]!];
  const [bx, by, dx, dy] = [coords[2 * b]! - ax, coords[2 * b + 1]! - ay, coords[2 * c]! - ax, coords[2 * c + 1]! - ay];
  const [bSquared, dSquared, double] = [bx * bx + by * by, dx * dx + dy * dy, 2 * (bx * dy - by * dx)];
  return [ax + (dy * bSquared - by * dSquared) / double, ay + (bx * dSquared - dx * bSquared) / double];
}

/** Liang and Barsky 1984. Undefined where the segment misses the box. */
function clip([ax, ay, bx, by]: Segment, [west, south, east, north]: PlaneBox): Segment | undefined {
  let [start, end] = [0, 1];
  for (const [step, room] of [
    [ax - bx, ax - west],
    [bx - ax, east - ax],
    [ay - by, ay - south],
    [by - ay, north - ay],
  ] as const) {
    if (step === 0 && room < 0) return undefined;
    if (step < 0) start = Math.max(start, room / step);
    if (step > 0) end = Math.min(end, room / step);
  }
  if (start >= end) return undefined;
  return [ax + start * (bx - ax), ay + start * (by - ay), ax + end * (bx - ax), ay + end * (by - ay)];
}

/** The pieces between the places where sides cross the segment. */
function cutBy([ax, ay, bx, by]: Segment, sides: readonly Segment[]): Segment[] {
  const [dx, dy] = [bx - ax, by - ay];
  const [west, east, south, north] = [Math.min(ax, bx), Math.max(ax, bx), Math.min(ay, by), Math.max(ay, by)];
  const shares: number[] = [];
  for (const [px, py, qx, qy] of sides) {
    if (
      (px < west && qx < west) ||
      (px > east && qx > east) ||
      (py < south && qy < south) ||
      (py > north && qy > north)
    )
      continue;
    const [p, q] = [dx * (py - ay) - dy * (px - ax), dx * (qy - ay) - dy * (qx - ax)];
    if (p > 0 === q > 0) continue;
    const [crossX, crossY] = [px + (p / (p - q)) * (qx - px), py + (p / (p - q)) * (qy - py)];
    const share = ((crossX - ax) * dx + (crossY - ay) * dy) / (dx * dx + dy * dy);
    if (share > 0 && share < 1) shares.push(share);
  }
  const stops = [0, ...shares.sort((p, q) => p - q), 1];
  return stops.slice(1).map((stop, index): Segment => {
    const start = stops[index]!;
    return [ax + start * dx, ay + start * dy, ax + stop * dx, ay + stop * dy];
  });
}
