// What the demonstration's duty desk would do by now, so that its incidents do not pile up for ever.
import { createHash } from 'node:crypto';
import type { Incident } from '../contract.ts';

export type DeskAct = { readonly incident: Incident; readonly act: 'acknowledge' | 'close' };

/** Minutes until somebody takes it, and until it is over: at least, and at most. */
const TAKEN_MIN = { 1: [0.5, 1.5], 2: [1, 3], 3: [1, 5], 4: [2, 8], unknown: [2, 6] } as const;
const OVER_MIN = { 1: [60, 110], 2: [50, 90], 3: [30, 60], 4: [20, 50], unknown: [20, 45] } as const;

/** The number of open incidents that the desk keeps to: enough to see, few enough to read. */
export const OPEN_AT_LEAST = 20;
export const OPEN_AT_MOST = 40;

/**
 * The acts due now; at most one for each incident.
 *
 * @param open demonstration incidents that are reported or acknowledged, any order
 * Never closes below OPEN_AT_LEAST; above OPEN_AT_MOST the longest acknowledged close early.
 */
export function planDeskActs(open: readonly Incident[], now: Date): DeskAct[] {
  const reported = open.filter(({ state }) => state === 'reported');
  const acknowledged = open
    .filter(({ state }) => state === 'acknowledged')
    .toSorted((a, b) => since(b, now) - since(a, now));
  const tooMany = Math.max(0, open.length - OPEN_AT_MOST);
  const due = acknowledged.filter(
    (incident, at) => at < tooMany || since(incident, now) >= delayMin(incident, OVER_MIN),
  );
  return [
    ...reported
      .filter((incident) => since(incident, now) >= delayMin(incident, TAKEN_MIN))
      .map((incident) => ({ incident, act: 'acknowledge' as const })),
    ...due.slice(0, Math.max(0, open.length - OPEN_AT_LEAST)).map((incident) => ({ incident, act: 'close' as const })),
  ];
}

const since = (incident: Incident, now: Date) => (now.getTime() - new Date(incident.receivedAt).getTime()) / 60_000;

/** The same for an incident at every look: drawn from its id. Minutes. */
function delayMin(incident: Incident, span: typeof TAKEN_MIN | typeof OVER_MIN): number {
  const [least, most] = span[incident.level ?? 'unknown'];
  const drawn = createHash('sha256').update(incident.id).digest().readUInt32BE(0) / 2 ** 32;
  return least + drawn * (most - least);
}
