// What may be done to an incident in which state: reported → acknowledged → closed; a duplicate ends in another incident.
import type { IncidentAct, IncidentState } from '../contract.ts';

const ACTS: Record<IncidentState, readonly IncidentAct[]> = {
  reported: ['acknowledge', 'mark-duplicate', 'relocate', 'note'],
  acknowledged: ['close', 'mark-duplicate', 'relocate', 'note'],
  // The story of a closed incident may still be told; its course may not be changed.
  closed: ['note'],
  duplicate: ['note'],
};

/** The acts open to staff, in the order in which a screen offers them. */
export function actsIn(state: IncidentState): readonly IncidentAct[] {
  return ACTS[state];
}

/** The states in which an act is allowed. */
export function statesFor(act: IncidentAct): IncidentState[] {
  return (Object.keys(ACTS) as IncidentState[]).filter((state) => ACTS[state].includes(act));
}
