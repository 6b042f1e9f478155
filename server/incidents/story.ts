// How an incident is told: a line in its story, and the event that carries it to the screens.
import { randomUUID } from 'node:crypto';
import type { Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { NewEvent } from '../platform/event-log.ts';
import { Problem } from '../platform/problem.ts';
import type { Incident, IncidentEntry } from './contract.ts';
import { findWithAudience } from './store.ts';

export interface NewEntry {
  readonly act: IncidentEntry['act'];
  readonly actor: string;
  readonly text?: string;
  /** The other incident that the line is about: it is told by its number. */
  readonly other?: string | undefined;
  readonly photos?: readonly string[];
}

/** Adds a line to the story, at the instant by which the history records what it tells: stepping to it then shows it. */
export async function addEntry(
  tx: Tx,
  incidentId: string,
  { act, actor, text, other, photos = [] }: NewEntry,
): Promise<void> {
  const id = randomUUID();
  await tx.one(sql`
    INSERT INTO incidents.entry (id, incident_id, at, act, actor, text, other_id)
    VALUES (${id}, ${incidentId}, platform.now(), ${act}, ${actor}, ${text ?? null}, ${other ?? null})`);
  await assertOwnPhotos(tx, photos);
  for (const [at, photo] of photos.entries())
    await tx.one(
      sql`INSERT INTO incidents.entry_photo (entry_id, photo_id, place) VALUES (${id}, ${photo}, ${at + 1})`,
    );
}

/** Photos that are shown somewhere already, or were brought by somebody else, are as if they were not there. */
async function assertOwnPhotos(tx: Tx, photos: readonly string[]): Promise<void> {
  if (photos.length === 0) return;
  const own = await tx.many(sql`SELECT id FROM files.photo WHERE id = ANY (${photos}::uuid[]) AND NOT shown`);
  if (own.length < photos.length)
    throw new Problem(422, 'no-such-photo', 'There is no such photo to be shown', {
      errors: [{ pointer: '/body/photos', detail: 'names a photo that is not there, or is shown already' }],
    });
}

/** Says that there is something new to an incident, though it is what it was: a note, a repetition. */
export async function raiseRevision(tx: Tx, incidentId: string): Promise<void> {
  await tx.one(sql`UPDATE incidents.incident SET revision = revision + 1 WHERE id = ${incidentId}`);
}

/** Who could see an incident before an act and may be unable to now. */
export interface SeenBefore {
  /** Division paths where it lay before or that it was shared with. */
  readonly left?: readonly string[];
  readonly departmentsBefore?: readonly string[];
}

/** The incident as it now is, and the event that says so. */
export async function tell(
  tx: Tx,
  name: NewEvent['name'],
  id: string,
  before: SeenBefore = {},
): Promise<{ incident: Incident; event: NewEvent }> {
  const found = await findWithAudience(tx, id);
  if (!found) throw new Error(`Incident ${id} was written and cannot be read`);
  const { incident, audience } = found;
  const { departments } = incident;
  // Whoever hears of it may not see what it repeats: who acts does.
  const body = { ...incident, duplicateOf: null };
  return { incident, event: { name, id, body, visibleTo: audience, departments, ...before } };
}
