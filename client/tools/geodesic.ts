// Lengths and areas on the ellipsoid WGS-84. Pure.
import geodesic from 'geographiclib-geodesic';
import { kinks, polygon } from '@turf/turf';
import type { Position } from '../../geodata/space/geometry.ts';

const WGS84 = geodesic.Geodesic.WGS84;

/** What was drawn, as numbers; metres and square metres. */
export interface Figures {
  /** One fewer than there are points; one for each side of an area, the closing one last. */
  readonly segmentsM: readonly number[];
  readonly lengthM: number;
  /** 0 for a line. */
  readonly areaM2: number;
  /** The sides cross: the area is then that of no place. */
  readonly crossed: boolean;
}

/** Shortest way over the ellipsoid between two positions, metres. Source: C. F. F. Karney, Algorithms for geodesics (2013). */
export function geodesicM([lonA, latA]: Position, [lonB, latB]: Position): number {
  return WGS84.Inverse(latA, lonA, latB, lonB).s12 ?? 0;
}

/** Figures of a line through the points, in degrees. */
export function lineFigures(points: readonly Position[]): Figures {
  const segmentsM = points.slice(1).map((point, at) => geodesicM(points[at]!, point));
  return { segmentsM, lengthM: sum(segmentsM), areaM2: 0, crossed: false };
}

/** Figures of the area that the points go around, in either direction; fewer than three have none. */
export function areaFigures(points: readonly Position[]): Figures {
  const first = points[0];
  if (points.length < 3 || !first) return lineFigures(points);
  const ring = [...points, first];
  const segmentsM = lineFigures(ring).segmentsM;
  const measured = WGS84.Polygon(false);
  for (const [lon, lat] of points) measured.AddPoint(lat, lon);
  const { area = 0 } = measured.Compute(false, true);
  const crossed = kinks(polygon([ring.map((point) => [...point])])).features.length > 0;
  return { segmentsM, lengthM: sum(segmentsM), areaM2: Math.abs(area), crossed };
}

const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0);
