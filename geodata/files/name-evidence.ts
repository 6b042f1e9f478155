// How far a file lies from the places whose names it bears: systems shift all of them alike, being inexact shifts each its own way.
import type { Position } from '../space/geometry.ts';
import { metresBetween, metresEastNorth, plainName, type KnownPlaces, type NamedPlace } from './known-places.ts';

export interface NameEvidence {
  /** Known places that were met, each once. */
  count: number;
  /** Length of the median shift from them, metres; NaN of none. */
  offsetM: number;
  /** By how much that shift may be off (one standard error), metres; NaN of none. */
  errorM: number;
  /** Places are among them that are known to some hundred metres only: there were too few others. */
  rough: boolean;
}

/** Fewer names than these decide nothing. */
export const MIN_NAMED = 3;
/** Past this the place of a name is another one: the distance says nothing about a shift between systems. */
const MAX_NAME_M = 3000;
/** Two places of one name this near are one: a school and the shelter on its ground. */
const ONE_PLACE_M = 250;

/** The middle value; NaN of none. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[sorted.length >> 1]!;
}

/**
 * The median shift of places from those of the same names, and how sure it is.
 *
 * A name counts once however many rows bear it, and not at all where several places of the city do. Cost: O(places).
 */
export function nameEvidence(
  places: readonly { name?: string; position: Position }[],
  known: Pick<KnownPlaces, 'named'>,
): NameEvidence {
  const met = new Map<string, { shift: Position; rough: boolean }>();
  for (const { name, position } of places) {
    const key = plainName(name ?? '');
    const place = key === '' || met.has(key) ? undefined : onlyOne(known.named(key), position);
    if (place) met.set(key, { shift: metresEastNorth(place.point, position), rough: place.rough });
  }
  const exact = [...met.values()].filter(({ rough }) => !rough);
  const used = exact.length >= MIN_NAMED ? exact : [...met.values()];
  const [east, north] = [median(used.map(({ shift }) => shift[0])), median(used.map(({ shift }) => shift[1]))];
  const spreadM = median(used.map(({ shift: [x, y] }) => Math.hypot(x - east, y - north)));
  return {
    count: used.length,
    offsetM: Math.hypot(east, north),
    // The median distance from the middle is 1.18 σ, and a median of n values has an error of 1.25 σ / √n.
    errorM: spreadM / Math.sqrt(used.length),
    rough: used.some(({ rough }) => rough),
  };
}

/** The place of a name near a position; undefined where there is none, or more than one. */
function onlyOne(places: readonly NamedPlace[], position: Position): NamedPlace | undefined {
  const near = places.filter(({ point }) => metresBetween(point, position) <= MAX_NAME_M);
  const best = near.find(({ rough }) => !rough) ?? near[0];
  return best && near.every(({ point }) => metresBetween(point, best.point) <= ONE_PLACE_M) ? best : undefined;
}
