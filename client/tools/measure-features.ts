// What is measured as features: the face of an area, its sides, its points, and a length at the middle of each side. Pure.
import type { Feature } from 'geojson';
import type { Position } from '../../geodata/space/geometry.ts';
import type { Language } from '../platform/url-state.ts';
import { formatLength } from './figures.ts';
import { areaFigures, lineFigures } from './geodesic.ts';
import { drawnPoints, type Measuring } from './measuring.ts';

/** Face (of three points and more), sides and points. */
export function shapesOf(measuring: Measuring): Feature[] {
  const { points, ring, closed } = ringOf(measuring);
  const line = (at: number) => [ring[at]!, ring[at + 1]!].map((point) => [...point]);
  return [
    ...(closed ? [aFeature({ type: 'Polygon', coordinates: [ring.map((point) => [...point])] })] : []),
    ...ring.slice(1).map((_end, at) => aFeature({ type: 'LineString', coordinates: line(at) })),
    ...points.map((point) => aFeature({ type: 'Point', coordinates: [...point] })),
  ];
}

/** The length of each side, `label`, at its middle: above one that lies, beside one that stands, `anchor` being where the text begins. */
export function lengthsOf(measuring: Measuring, language: Language): Feature[] {
  const { points, ring, closed } = ringOf(measuring);
  const { segmentsM } = closed ? areaFigures(points) : lineFigures(points);
  return segmentsM.map((lengthM, at) => {
    const [a, b] = [ring[at]!, ring[at + 1]!];
    const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const eastward = (b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180);
    const anchor = Math.abs(eastward) > Math.abs(b[1] - a[1]) ? 'bottom' : 'left';
    return aFeature({ type: 'Point', coordinates: middle }, { label: formatLength(lengthM, language), anchor });
  });
}

interface Ring {
  readonly points: readonly Position[];
  /** The points, and the first one again where they go around an area. */
  readonly ring: readonly Position[];
  readonly closed: boolean;
}

function ringOf(measuring: Measuring): Ring {
  const points = drawnPoints(measuring);
  const closed = measuring.measure === 'area' && points.length > 2;
  return { points, ring: closed ? [...points, points[0]!] : points, closed };
}

const aFeature = (geometry: Feature['geometry'], properties: Feature['properties'] = {}): Feature => ({
  type: 'Feature',
  properties,
  geometry,
});
