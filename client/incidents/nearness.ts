// How close two incidents are, for finding the one that another repeats. Pure.
import type { Incident } from '#contract/incidents';

const EARTH_RADIUS_M = 6_371_008.8;
const rad = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in metres (haversine on the mean radius, within 0.6 % of the ellipsoid). Positions: [lon, lat], degrees. */
export function distanceM([lonA, latA]: Incident['point'], [lonB, latB]: Incident['point']): number {
  const h =
    Math.sin(rad(latB - latA) / 2) ** 2 +
    Math.cos(rad(latA)) * Math.cos(rad(latB)) * Math.sin(rad(lonB - lonA) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(h));
}

export interface Candidate {
  readonly incident: Incident;
  readonly distanceM: number;
  readonly apartMs: number;
}

/** A minute apart counts like this many metres: reports of one thing come within minutes and some hundred metres. */
const METRES_PER_MINUTE = 50;

/** The other incidents whose title, number or place holds `words`, the likeliest originals first. */
export function candidatesFor(incident: Incident, others: readonly Incident[], words: string): Candidate[] {
  const wanted = words.trim().toLowerCase();
  const says = ({ title, number, address, county, town }: Incident) =>
    [title, number, address, county, town].some((text) => text?.toLowerCase().includes(wanted));
  return others
    .filter((other) => other.id !== incident.id && (wanted === '' || says(other)))
    .map((other) => ({
      incident: other,
      distanceM: distanceM(incident.point, other.point),
      apartMs: Math.abs(Date.parse(incident.occurredAt) - Date.parse(other.occurredAt)),
    }))
    .sort((a, b) => unlikeness(a) - unlikeness(b));
}

const unlikeness = ({ distanceM: metres, apartMs }: Candidate) => metres + (apartMs / 60_000) * METRES_PER_MINUTE;
