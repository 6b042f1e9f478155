// Rings of a shape as polygons: which are outer ones, and in which of them each hole lies.

export type Ring = number[][];

interface Outer {
  readonly ring: Ring;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly size: number;
  readonly polygon: Ring[];
}

/**
 * Outer rings run clockwise, holes against it; each hole belongs to the smallest outer ring that holds its first position. Without
 * an outer ring, and for a hole outside of all, the ring is one itself.
 *
 * @param rings  of at least one position, in any order. Cost: O(rings² + positions of the outer rings whose box holds a hole)
 */
export function polygonsOf(rings: readonly Ring[]): Ring[][] {
  const sized = rings.map((ring) => [ring, twiceArea(ring)] as const);
  const outers = sized.filter(([, area]) => area < 0).map(([ring, area]) => outerOf(ring, -area));
  for (const [ring, area] of sized) {
    if (area < 0) continue;
    const home = homeOf(ring[0]!, outers);
    if (home) home.polygon.push(ring);
    else outers.push(outerOf(ring, area));
  }
  return outers.map(({ polygon }) => polygon);
}

function homeOf([x, y]: number[], outers: readonly Outer[]): Outer | undefined {
  let home: Outer | undefined;
  for (const outer of outers) {
    if (x! < outer.west || x! > outer.east || y! < outer.south || y! > outer.north) continue;
    if ((home === undefined || outer.size < home.size) && contains(outer.ring, x!, y!)) home = outer;
  }
  return home;
}

function outerOf(ring: Ring, size: number): Outer {
  const [xs, ys] = [ring.map(([x]) => x!), ring.map(([, y]) => y!)];
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  return { ring, west, south, east, north, size, polygon: [ring] };
}

/** From the first position, to keep digits of coordinates in metres. */
function twiceArea(ring: Ring): number {
  const [x0, y0] = ring[0] as [number, number];
  let sum = 0;
  for (let at = 1; at < ring.length; at++) {
    const [[x1, y1], [x2, y2]] = [ring[at - 1] as [number, number], ring[at] as [number, number]];
    sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
  }
  return sum;
}

/** A ray to the right crosses the ring an odd number of times. */
function contains(ring: Ring, x: number, y: number): boolean {
  let inside = false;
  for (let at = 1; at < ring.length; at++) {
    const [[x1, y1], [x2, y2]] = [ring[at - 1] as [number, number], ring[at] as [number, number]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
