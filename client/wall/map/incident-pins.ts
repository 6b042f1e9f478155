// Incidents as the wall's map shows them. Pure.
import type { Incident } from '#contract/incidents';
import type { Pin } from '../../map/declutter.ts';
import { isGrave, justCome } from '../grave.ts';

export const toPin = ({ id, point, level, occurredAt }: Incident): Pin => ({
  id,
  point,
  level,
  sinceMs: Date.parse(occurredAt),
});

/** As many tags as can be read at once. */
const MOST_TAGS = 5;

/** What has a tag: what somebody looks at, what has just come, and every red, the latest first. */
export function tagged(incidents: readonly Incident[], now: number, focus: string | null): Incident[] {
  const fresh = new Set(justCome(incidents, now).map(({ id }) => id));
  const rank = (incident: Incident) => (incident.id === focus ? 0 : incident.level === 1 ? 1 : 2);
  return incidents
    .filter(
      (incident) => incident.id === focus || incident.level === 1 || (isGrave(incident) && fresh.has(incident.id)),
    )
    .sort((a, b) => rank(a) - rank(b) || Date.parse(b.receivedAt) - Date.parse(a.receivedAt))
    .slice(0, MOST_TAGS);
}
