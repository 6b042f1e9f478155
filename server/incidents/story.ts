// How an incident is told: a line in its story, and the event that carries it to the screens.
import type { Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { NewEvent } from '../platform/event-log.ts';
import type { Incident, IncidentEntry } from './contract.ts';
import { findWithAudience } from './store.ts';

export interface NewEntry {
  readonly act: IncidentEntry['act'];
  readonly actor: string;
  readonly text?: string;
}

/** Adds a line to the story, at the instant by which the history records what it tells: stepping to it then shows it. */
export async function addEntry(tx: Tx, incidentId: string, { act, actor, text }: NewEntry): Promise<void> {
  await tx.one(sql`
    INSERT INTO incidents.entry (incident_id, at, act, actor, text)
    VALUES (${incidentId}, platform.now(), ${act}, ${actor}, ${text ?? null})`);
}

/** Says that there is something new to an incident, though it is what it was: a note, a repetition. */
export async function raiseRevision(tx: Tx, incidentId: string): Promise<void> {
  await tx.one(sql`UPDATE incidents.incident SET revision = revision + 1 WHERE id = ${incidentId}`);
}

/** The incident as it now is, and the event that says so. @param left division paths where it lay before */
export async function tell(
  tx: Tx,
  name: NewEvent['name'],
  id: string,
  left: readonly string[] = [],
): Promise<{ incident: Incident; event: NewEvent }> {
  const found = await findWithAudience(tx, id);
  if (!found) throw new Error(`Incident ${id} was written and cannot be read`);
  const { incident, audience } = found;
  return { incident, event: { name, id, body: incident, visibleTo: audience, left } };
}
