// What speaks for a system: the same sample, laid on the city by each of them.
import type { Position } from '../space/geometry.ts';
import { nameEvidence, type NameEvidence } from './name-evidence.ts';
import { plainName, type KnownPlaces } from './known-places.ts';

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
  /** What the rows say whose name is known. */
  named: NameEvidence;
  /** Rows that say their county, and the share that lies in it. */
  county: { count: number; share: number };
  /** Rows near a road, and the mean of their distance, at most 60 m each. */
  road: { count: number; meanM: number };
}

const MAX_ROAD_M = 60;

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
  const counties = inside.filter(({ county }) => county !== undefined);
  const right = counties.filter(
    ({ county, position }) => plainName(known.countyAt(position) ?? '?') === plainName(county!),
  );
  const roads = inside.map(({ position }) => Math.min(MAX_ROAD_M, known.metresToRoad(position) ?? MAX_ROAD_M));
  return {
    inside: sample.length === 0 ? 0 : inside.length / sample.length,
    named: nameEvidence(inside, known),
    county: { count: counties.length, share: counties.length === 0 ? 0 : right.length / counties.length },
    road: {
      count: roads.filter((metres) => metres < MAX_ROAD_M).length,
      meanM: roads.reduce((sum, metres) => sum + metres, 0) / Math.max(1, roads.length),
    },
  };
}
