// Edges that cross anywhere become edges that meet in vertices only.
import { vertexAt, type Edge, type Plane } from './plane.ts';

/** A vertex nearer to an edge than this is put into it: a rounded crossing lies up to 0.71 units off. */
const SNAP_SQUARED = 0.75 ** 2;
const MAX_ROUNDS = 20;

/**
 * Splits edges until no two cross and no vertex lies on another's edge: snap rounding in rounds, since a rounded crossing may bend an edge
 * over a near one. Equal edges become one.
 *
 * @returns    undirected edges, each once
 * @throws RangeError where it does not settle (it did within five rounds on every city so far)
 *
 * Cost: O(edges) a round where edges are of a like length (buckets).
 */
export function node(plane: Plane, edges: readonly Edge[]): Edge[] {
  let now = unique(plane, edges);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const cuts = findCuts(plane, now);
    if (cuts.size === 0) return now;
    now = unique(
      plane,
      now.flatMap((edge, index) => cut(plane, edge, cuts.get(index))),
    );
  }
  throw new RangeError('The outlines cannot be noded');
}

function unique(plane: Plane, edges: readonly Edge[]): Edge[] {
  const seen = new Set<number>();
  return edges.filter(([a, b]) => {
    const key = Math.min(a, b) * plane.x.length + Math.max(a, b);
    return a !== b && !seen.has(key) && seen.add(key);
  });
}

function cut(plane: Plane, [a, b]: Edge, at: Set<number> | undefined): Edge[] {
  if (at === undefined) return [[a, b]];
  const { x, y } = plane;
  const along = (id: number) => (x[id]! - x[a]!) * (x[b]! - x[a]!) + (y[id]! - y[a]!) * (y[b]! - y[a]!);
  const chain = [a, ...[...at].sort((p, q) => along(p) - along(q)), b];
  return chain.slice(1).map((to, index): Edge => [chain[index]!, to]);
}

function findCuts(plane: Plane, edges: readonly Edge[]): Map<number, Set<number>> {
  const cuts = new Map<number, Set<number>>();
  const add = (edge: number, vertex: number) => {
    if (vertex === edges[edge]![0] || vertex === edges[edge]![1]) return;
    const known = cuts.get(edge);
    if (known === undefined) cuts.set(edge, new Set([vertex]));
    else known.add(vertex);
  };
  for (const [first, second] of nearPairs(plane, edges)) {
    const touched = touch(plane, edges, first, second, add);
    if (touched) continue;
    const crossing = cross(plane, edges[first]!, edges[second]!);
    if (crossing === undefined) continue;
    add(first, crossing);
    add(second, crossing);
  }
  return cuts;
}

/** Puts ends of one edge that lie on the other into it; says whether there were any, or an end in common. */
function touch(
  plane: Plane,
  edges: readonly Edge[],
  first: number,
  second: number,
  add: (edge: number, vertex: number) => void,
): boolean {
  const [[a, b], [c, d]] = [edges[first]!, edges[second]!];
  let touched = a === c || a === d || b === c || b === d;
  for (const [edge, from, to, vertex] of [
    [first, a, b, c],
    [first, a, b, d],
    [second, c, d, a],
    [second, c, d, b],
  ] as const) {
    if (vertex === from || vertex === to || !lies(plane, from, to, vertex)) continue;
    add(edge, vertex);
    touched = true;
  }
  return touched;
}

function lies({ x, y }: Plane, from: number, to: number, vertex: number): boolean {
  const [dx, dy] = [x[to]! - x[from]!, y[to]! - y[from]!];
  const [px, py] = [x[vertex]! - x[from]!, y[vertex]! - y[from]!];
  const lengthSquared = dx * dx + dy * dy;
  const along = px * dx + py * dy;
  return along > 0 && along < lengthSquared && (px * dy - py * dx) ** 2 <= SNAP_SQUARED * lengthSquared;
}

const turn = ({ x, y }: Plane, a: number, b: number, c: number) =>
  (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!);

function cross(plane: Plane, [a, b]: Edge, [c, d]: Edge): number | undefined {
  const [abC, abD] = [turn(plane, a, b, c), turn(plane, a, b, d)];
  if (abC > 0 === abD > 0) return undefined;
  if (turn(plane, c, d, a) > 0 === turn(plane, c, d, b) > 0) return undefined;
  const share = abC / (abC - abD);
  const { x, y } = plane;
  return vertexAt(plane, Math.round(x[c]! + share * (x[d]! - x[c]!)), Math.round(y[c]! + share * (y[d]! - y[c]!)));
}

/** Pairs of edges whose boxes (one unit wider) meet, each pair once. */
function* nearPairs({ x, y }: Plane, edges: readonly Edge[]): Generator<[number, number]> {
  const total = edges.reduce((sum, [a, b]) => sum + Math.abs(x[a]! - x[b]!) + Math.abs(y[a]! - y[b]!), 0);
  const size = Math.max(16, Math.ceil(total / edges.length));
  const boxes = edges.map(
    ([a, b]) =>
      [
        Math.min(x[a]!, x[b]!) - 1,
        Math.min(y[a]!, y[b]!) - 1,
        Math.max(x[a]!, x[b]!) + 1,
        Math.max(y[a]!, y[b]!) + 1,
      ] as const,
  );
  const buckets = new Map<number, number[]>();
  boxes.forEach(([west, south, east, north], index) => {
    for (let column = Math.floor(west / size); column <= Math.floor(east / size); column++) {
      for (let row = Math.floor(south / size); row <= Math.floor(north / size); row++) {
        const bucket = buckets.get(column * 1048576 + row);
        if (bucket === undefined) buckets.set(column * 1048576 + row, [index]);
        else bucket.push(index);
      }
    }
  });
  for (const [key, bucket] of buckets) {
    for (let i = 1; i < bucket.length; i++) {
      for (let j = 0; j < i; j++) {
        const [p, q] = [boxes[bucket[i]!]!, boxes[bucket[j]!]!];
        if (p[0] > q[2] || q[0] > p[2] || p[1] > q[3] || q[1] > p[3]) continue;
        // The pair counts in the bucket of the lower left corner of what their boxes share.
        const home = Math.floor(Math.max(p[0], q[0]) / size) * 1048576 + Math.floor(Math.max(p[1], q[1]) / size);
        if (home === key) yield [bucket[i]!, bucket[j]!];
      }
    }
  }
}
