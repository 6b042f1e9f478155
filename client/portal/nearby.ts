// What is near a place: everything published, with its distance, the nearest first. Pure.
import type { Published, PublishedHazard, PublishedShelter } from '#contract/portal';
import type { Position } from '../../geodata/space/geometry.ts';
import { nearnessOf, type Nearness } from './nearness.ts';

export const RADII_M = [500, 1000, 3000, 5000] as const;
export type RadiusM = (typeof RADII_M)[number];

export interface Near<Thing> {
  readonly thing: Thing;
  /** Absent where no place is chosen. */
  readonly nearness?: Nearness;
}

export interface Nearby {
  /** Within the radius, the nearest first. */
  readonly hazards: readonly Near<PublishedHazard>[];
  readonly shelters: readonly Near<PublishedShelter>[];
  /** How many shelters are within the radius: where none is, the nearest three are listed all the same. */
  readonly sheltersWithin: number;
}

/** Where no shelter is near, these many are told. */
const AT_LEAST = 3;

export function nearbyOf(set: Published, place: Position, radiusM: number): Nearby {
  const hazards = sorted(set.hazards, ({ point, geometry }) => nearnessOf(place, point, geometry));
  const shelters = sorted(set.shelters, ({ point }) => nearnessOf(place, point, null));
  const sheltersWithin = shelters.filter(({ nearness }) => nearness.distanceM <= radiusM).length;
  return {
    hazards: hazards.filter(({ nearness }) => nearness.distanceM <= radiusM),
    shelters: shelters.slice(0, Math.max(sheltersWithin, AT_LEAST)),
    sheltersWithin,
  };
}

function sorted<Thing>(things: readonly Thing[], measure: (thing: Thing) => Nearness) {
  return things
    .map((thing) => ({ thing, nearness: measure(thing) }))
    .sort((one, other) => one.nearness.distanceM - other.nearness.distanceM);
}

/** Whether a place lies in the box of the city. */
export function isInCity({ city: { bounds } }: Published, [lon, lat]: Position): boolean {
  const [west, south, east, north] = bounds;
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
