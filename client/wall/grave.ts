// What stops a wall: red and orange that have just come. Pure.
import type { Incident } from '#contract/incidents';

/** What has come within this is lit, in the feed and on the map; ms. */
export const LIT_MS = 5 * 60_000;

export const isGrave = ({ level }: Pick<Incident, 'level'>) => level === 1 || level === 2;

/** Came so lately that it is lit; `now` ms since 1970. */
export const isLit = (receivedAt: string, now: number) => now - Date.parse(receivedAt) < LIT_MS;

/** Red and orange that have just come, the latest last. */
export function justCome(incidents: readonly Incident[], now: number): Incident[] {
  return incidents
    .filter((incident) => isGrave(incident) && isLit(incident.receivedAt, now))
    .sort((a, b) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || a.number.localeCompare(b.number));
}

/** Until when nothing turns, ms since 1970; 0 where nothing has just come. It follows from the data alone, so a reload changes nothing. */
export function stoppedUntil(incidents: readonly Incident[], now: number): number {
  const last = justCome(incidents, now).at(-1);
  return last ? Date.parse(last.receivedAt) + LIT_MS : 0;
}
