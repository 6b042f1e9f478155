// What speaks for a system: the same sample, laid on the city by each of them.
import type { Position } from '../space/geometry.ts';
import { metresBetween, plainName, type KnownPlaces } from './known-places.ts';

/** One place of the file, in the file's own system. */
export interface SamplePlace {
  position: Position;
  /** Of the row: a text that may be the name of a known place. */
  name?: string;
  /** Of the row: a text that may be the name of its county. */
  county?: string;
}

export interface Evidence {
  /** Share of the sample inside of the city's bounds. */
  inside: number;
  /** Rows whose name is known, and the median of their distance to the place of that name. */
  named: { count: number; medianM: number };
  /** Rows that say their county, and the share that lies in it. */
  county: { count: number; share: number };
  /** Rows near a road, and the mean of their distance, at most 60 m each. */
  road: { count: number; meanM: number };
}

/** Past this the nearest place of a name is another one: the distance says nothing about a shift between systems. */
const MAX_NAME_M = 3000;
const MAX_ROAD_M = 60;

/** The middle value; NaN of none. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[sorted.length >> 1]!;
}

const holds = ([west, south, east, north]: KnownPlaces['bounds'], [lon, lat]: Position) =>
  lon >= west && lon <= east && lat >= south && lat <= north;

/** Weighs one system. Cost: O(sample). */
export function weigh(
  sample: readonly SamplePlace[],
  toWgs84: (position: Position) => Position,
  known: KnownPlaces,
): Evidence {
  const placed = sample.map((place) => ({ ...place, position: toWgs84(place.position) }));
  const inside = placed.filter(({ position }) => holds(known.bounds, position));
  const distances = inside.flatMap(({ name, position }) => {
    const nearest = Math.min(...known.named(name ?? '').map((place) => metresBetween(place, position)));
    return nearest <= MAX_NAME_M ? [nearest] : [];
  });
  const counties = inside.filter(({ county }) => county !== undefined);
  const right = counties.filter(
    ({ county, position }) => plainName(known.countyAt(position) ?? '?') === plainName(county!),
  );
  const roads = inside.map(({ position }) => Math.min(MAX_ROAD_M, known.metresToRoad(position) ?? MAX_ROAD_M));
  return {
    inside: sample.length === 0 ? 0 : inside.length / sample.length,
    named: { count: distances.length, medianM: median(distances) },
    county: { count: counties.length, share: counties.length === 0 ? 0 : right.length / counties.length },
    road: {
      count: roads.filter((metres) => metres < MAX_ROAD_M).length,
      meanM: roads.reduce((sum, metres) => sum + metres, 0) / Math.max(1, roads.length),
    },
  };
}
