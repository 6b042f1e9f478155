// Puts a report together: when, what, how bad, where and in which words.
import type { IncidentReport } from '../../incidents/contract.ts';
import type { DemoPlace } from '../contract.ts';
import { pickKind, pickLevel, pickSource } from './kinds.ts';
import { pickWeighted, type Random } from './random.ts';
import { localHour } from './rhythm.ts';
import { placeKindsFor, tellStory } from './stories.ts';

/** A degree of latitude, metres (mean of WGS 84). */
const METRES_PER_DEGREE = 111_195;

/**
 * A made-up report, marked as such.
 *
 * @param at      when it happened
 * @param places  where stories may happen; kinds without a fitting place do not occur
 * @param level   told from outside for a backlog; else as bad as such things usually are
 * @throws RangeError where no place fits any kind
 */
export function makeReport(
  at: Date,
  places: readonly DemoPlace[],
  random: Random,
  level?: IncidentReport['level'],
): IncidentReport {
  const kind = kindWithPlace(at, places, random, level);
  const fitting = placeKindsFor(kind);
  const place = pickWeighted(
    places.filter((one) => fitting.includes(one.kind)),
    ({ weight }) => weight,
    random,
  );
  return {
    source: pickSource(kind, random),
    kind,
    level: level === undefined ? pickLevel(kind, random) : level,
    ...tellStory(kind, place, random),
    address: [place.county, place.town, place.name].filter(Boolean).join('').slice(0, 200),
    point: near(place.point, 120, random),
    occurredAt: at.toISOString(),
    demo: true,
  };
}

function kindWithPlace(
  at: Date,
  places: readonly DemoPlace[],
  random: Random,
  level: IncidentReport['level'] | undefined,
): IncidentReport['kind'] {
  const present = new Set(places.map(({ kind }) => kind));
  for (let tries = 0; tries < 100; tries += 1) {
    const kind = pickKind(localHour(at).hour, random, level);
    if (placeKindsFor(kind).some((one) => present.has(one))) return kind;
  }
  throw new RangeError('No place in this city fits any kind of incident');
}

/** A point evenly somewhere within a radius in metres; longitude first, 6 decimals (0.1 m). */
function near([lon, lat]: readonly [number, number], radiusM: number, random: Random): [number, number] {
  const distance = radiusM * Math.sqrt(random());
  const angle = 2 * Math.PI * random();
  const north = (distance * Math.cos(angle)) / METRES_PER_DEGREE;
  const east = (distance * Math.sin(angle)) / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
  return [Number((lon + east).toFixed(6)), Number((lat + north).toFixed(6))];
}
