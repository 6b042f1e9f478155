// Which face is what: a label for each loop, slivers given to their neighbours.
import { squareMetres, insideRing, type Plane, type PlanePolygon } from './plane.ts';
import { tail, twin, type Faces } from './faces.ts';

/** How far at the left of its longest edge a loop's face is asked what it is, units (about half a metre). */
const STEP_ASIDE = 50;

/** A point in the face at the left of each loop, fractions of a unit. */
export function pointsInside(plane: Plane, faces: Faces): [number, number][] {
  const { x, y } = plane;
  return faces.loops.map((loop) => {
    let [best, longest] = [loop[0]!, -1];
    for (const half of loop) {
      const [a, b] = [tail(faces.edges, half), tail(faces.edges, twin(half))];
      const length = (x[b]! - x[a]!) ** 2 + (y[b]! - y[a]!) ** 2;
      if (length > longest) [best, longest] = [half, length];
    }
    const [a, b] = [tail(faces.edges, best), tail(faces.edges, twin(best))];
    const aside = Math.min(STEP_ASIDE / Math.sqrt(longest), 0.1);
    return [(x[a]! + x[b]!) / 2 - (y[b]! - y[a]!) * aside, (y[a]! + y[b]!) / 2 + (x[b]! - x[a]!) * aside];
  });
}

/**
 * Gives faces that are too small for what they are to the neighbour with the longest common border, smallest first.
 *
 * @param labels       per loop; changed in place
 * @param isTooSmall   of a face by its label and area
 * @param mayJoin      whether a face of the first label may become part of the second
 */
export function absorbSmall(
  plane: Plane,
  faces: Faces,
  labels: Int32Array,
  isTooSmall: (loop: number, areaM2: number) => boolean,
  mayJoin: (from: number, to: number) => boolean,
): void {
  const small = faces.loops
    .map((_, loop) => ({ loop, areaM2: squareMetres(plane, faces.twiceAreas[loop]!) }))
    .filter(({ loop, areaM2 }) => areaM2 > 0 && isTooSmall(loop, areaM2))
    .sort((p, q) => p.areaM2 - q.areaM2);
  for (const { loop } of small) {
    const borders = new Map<number, number>();
    for (const half of faces.loops[loop]!) {
      const label = labels[faces.loopOf[twin(half)]!]!;
      if (mayJoin(labels[loop]!, label)) borders.set(label, (borders.get(label) ?? 0) + lengthOf(plane, faces, half));
    }
    const [best] = [...borders].sort((p, q) => q[1] - p[1] || p[0] - q[0]);
    if (best !== undefined) labels[loop] = best[0];
  }
}

function lengthOf({ x, y }: Plane, { edges }: Faces, half: number): number {
  const [a, b] = edges[half >> 1]!;
  return Math.sqrt((x[a]! - x[b]!) ** 2 + (y[a]! - y[b]!) ** 2);
}

/**
 * Loops that run clockwise lie inside of a face or around everything: they take the label of the face that holds them.
 * What nothing holds becomes -1.
 */
export function labelHoles(plane: Plane, faces: Faces, labels: Int32Array): void {
  const shells = faces.loops
    .map((loop, index) => ({
      index,
      area: faces.twiceAreas[index]!,
      ring: loop.map((half) => tail(faces.edges, half)),
    }))
    .filter(({ area }) => area > 0)
    .sort((p, q) => p.area - q.area);
  faces.loops.forEach((loop, index) => {
    if (faces.twiceAreas[index]! > 0) return;
    const own = new Set(loop.map((half) => tail(faces.edges, half)));
    const first = tail(faces.edges, loop[0]!);
    const home = shells.find(
      ({ ring, area }) =>
        area > -faces.twiceAreas[index]! &&
        !ring.some((id) => own.has(id)) &&
        insideRing(plane, ring, plane.x[first]!, plane.y[first]!),
    );
    labels[index] = home === undefined ? -1 : labels[home.index]!;
  });
}

/** Is the point in one of the polygons? */
export const insidePolygons = (plane: Plane, polygons: PlanePolygon[], x: number, y: number): boolean =>
  polygons.some((rings) => rings.reduce((inside, ring) => inside !== insideRing(plane, ring, x, y), false));
