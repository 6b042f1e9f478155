// Counties and waters, whose outlines cross and miss each other, as regions that share their borders.
import { inArea } from '../space/measure.ts';
import type { Area } from '../space/geometry.ts';
import { degreesOf, edgesOf, type Edge, type Plane, type PlanePolygon } from './plane.ts';
import { facesOf, outlines } from './faces.ts';
import { absorbSmall, labelHoles, pointsInside } from './labels.ts';
import { node } from './noding.ts';

/** Islands, ponds and the slivers between two surveys of one border are no regions of their own. Square metres. */
const SMALLEST_REGION_M2 = 300_000;
const SMALLEST_GAP_M2 = 3_000_000;

/** The land or the water of a county. */
export interface Region {
  county: number;
  water: boolean;
  polygons: PlanePolygon[];
}

/**
 * Overlays counties and waters. Where two counties overlap the first has it; a gap between them goes to the neighbour with the longest border.
 *
 * @returns regions whose rings share every vertex with their neighbours
 */
export function regionsOf(
  plane: Plane,
  counties: readonly Area[],
  waters: readonly Area[],
): { regions: Region[]; borders: Edge[] } {
  const faces = facesOf(
    plane,
    node(
      plane,
      [...counties, ...waters].flatMap((area) => edgesOf(plane, area)),
    ),
  );
  const labels = Int32Array.from(pointsInside(plane, faces), ([x, y]) => {
    const point = degreesOf(plane, x, y);
    const county = counties.findIndex((area) => inArea(point, area));
    return county < 0 ? -1 : county * 2 + (waters.some((area) => inArea(point, area)) ? 1 : 0);
  });
  absorbSmall(
    plane,
    faces,
    labels,
    (loop, areaM2) => areaM2 < (labels[loop] === -1 ? SMALLEST_GAP_M2 : SMALLEST_REGION_M2),
    (from, to) => to >= 0 && to !== from,
  );
  labelHoles(plane, faces, labels);
  const borders = faces.edges.filter(
    (_, edge) => labels[faces.loopOf[edge * 2]!] !== labels[faces.loopOf[edge * 2 + 1]!],
  );
  const regions = [...outlines(plane, faces, labels)]
    .sort(([p], [q]) => p - q)
    .map(([label, polygons]) => ({ county: label >> 1, water: label % 2 === 1, polygons }));
  return { regions, borders };
}
