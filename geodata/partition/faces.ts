// The faces that noded edges leave between them, and the outlines of groups of faces.
import { insideRing, twiceArea, type Edge, type Plane, type PlanePolygon } from './plane.ts';

/**
 * Half-edge 2e runs from edges[e][0] to edges[e][1], 2e+1 back. A loop is the walk along half-edges that keeps one face at its left:
 * counter-clockwise around a face, clockwise around what lies in it (and around everything).
 */
export interface Faces {
  readonly edges: readonly Edge[];
  /** Per half-edge. */
  readonly next: Int32Array;
  readonly loopOf: Int32Array;
  /** Per loop: its half-edges, and twice its signed area in square units. */
  readonly loops: number[][];
  readonly twiceAreas: number[];
}

export const twin = (half: number): number => half ^ 1;
export const tail = (edges: readonly Edge[], half: number): number => edges[half >> 1]![half & 1]!;

/** Walks around every face. Edges that end nowhere are taken away first. Cost: O(edges · log degree). */
export function facesOf(plane: Plane, noded: readonly Edge[]): Faces {
  const edges = withoutDeadEnds(noded, plane.x.length);
  const next = nextHalves(plane, edges);
  const loopOf = new Int32Array(next.length).fill(-1);
  const loops: number[][] = [];
  for (let start = 0; start < next.length; start++) {
    if (loopOf[start] !== -1) continue;
    const loop: number[] = [];
    for (let half = start; loopOf[half] === -1; half = next[half]!) {
      loopOf[half] = loops.length;
      loop.push(half);
    }
    loops.push(loop);
  }
  return {
    edges,
    next,
    loopOf,
    loops,
    twiceAreas: loops.map((loop) =>
      twiceArea(
        plane,
        loop.map((half) => tail(edges, half)),
      ),
    ),
  };
}

function withoutDeadEnds(edges: readonly Edge[], vertices: number): readonly Edge[] {
  const degree = new Int32Array(vertices);
  for (const [a, b] of edges) {
    degree[a]!++;
    degree[b]!++;
  }
  const kept = edges.filter(([a, b]) => degree[a]! > 1 && degree[b]! > 1);
  return kept.length === edges.length ? edges : withoutDeadEnds(kept, vertices);
}

function nextHalves({ x, y }: Plane, edges: readonly Edge[]): Int32Array {
  const outgoing = new Map<number, number[]>();
  for (let half = 0; half < edges.length * 2; half++) {
    const from = tail(edges, half);
    const known = outgoing.get(from);
    if (known === undefined) outgoing.set(from, [half]);
    else known.push(half);
  }
  const next = new Int32Array(edges.length * 2);
  for (const [centre, halves] of outgoing) {
    const [dx, dy] = [
      (half: number) => x[tail(edges, twin(half))]! - x[centre]!,
      (half: number) => y[tail(edges, twin(half))]! - y[centre]!,
    ];
    const upper = (half: number) => (dy(half) > 0 || (dy(half) === 0 && dx(half) > 0) ? 0 : 1);
    halves.sort((p, q) => upper(p) - upper(q) || dy(p) * dx(q) - dx(p) * dy(q));
    // Coming in along twin(h), the face at the left goes on with the half-edge just clockwise of h.
    halves.forEach((half, index) => (next[twin(half)] = halves[(index + halves.length - 1) % halves.length]!));
  }
  return next;
}

/**
 * The outlines of groups of faces: edges between faces of one group vanish, all others keep their vertices, so that neighbours share them.
 *
 * @param groupOfLoop  the group of the face at the left of each loop; -1 for none
 * @returns            by group its polygons, shells counter-clockwise, valid in the sense of OGC (rings touch in vertices at most)
 */
export function outlines(plane: Plane, faces: Faces, groupOfLoop: ArrayLike<number>): Map<number, PlanePolygon[]> {
  const { edges, next, loopOf } = faces;
  const groupOf = (half: number) => groupOfLoop[loopOf[half]!]!;
  const rings = new Map<number, number[][]>();
  const seen = new Uint8Array(next.length);
  for (let start = 0; start < next.length; start++) {
    const group = groupOf(start);
    if (group < 0 || seen[start] === 1 || groupOf(twin(start)) === group) continue;
    const walk: number[] = [];
    for (let half = start; seen[half] === 0;) {
      seen[half] = 1;
      walk.push(tail(edges, half));
      half = next[half]!;
      while (groupOf(twin(half)) === group) half = next[twin(half)]!;
    }
    const known = rings.get(group);
    if (known === undefined) rings.set(group, simpleRings(walk));
    else known.push(...simpleRings(walk));
  }
  return new Map([...rings].map(([group, parts]) => [group, nest(plane, parts)]));
}

/** A walk that comes by a vertex twice is cut there into rings that do not. */
function simpleRings(walk: number[]): number[][] {
  const rings: number[][] = [];
  const path: number[] = [];
  const placeOf = new Map<number, number>();
  for (const vertex of walk) {
    const before = placeOf.get(vertex);
    if (before !== undefined) {
      const ring = path.splice(before);
      for (const passed of ring) placeOf.delete(passed);
      rings.push(ring);
    }
    placeOf.set(vertex, path.push(vertex) - 1);
  }
  rings.push(path);
  return rings.filter((ring) => ring.length >= 3);
}

/** Puts each hole into the smallest shell around it. */
function nest(plane: Plane, rings: number[][]): PlanePolygon[] {
  const measured = rings.map((ring) => ({ ring, area: twiceArea(plane, ring) }));
  const shells = measured
    .filter(({ area }) => area > 0)
    .sort((p, q) => p.area - q.area)
    .map(({ ring }) => [ring]);
  for (const { ring, area } of measured) {
    if (area >= 0) continue;
    const home = shells.find(([shell]) => holds(plane, shell!, ring));
    home?.push(ring);
  }
  return shells;
}

function holds(plane: Plane, shell: number[], ring: number[]): boolean {
  const onShell = new Set(shell);
  const free = ring.find((vertex) => !onShell.has(vertex));
  return free !== undefined && insideRing(plane, shell, plane.x[free]!, plane.y[free]!);
}
