// What staff do to an incident: each act is one transaction of change, story line, audit record and event.
import type { Db, Tx } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import type { EventLog, NewEvent } from '../platform/event-log.ts';
import { Problem } from '../platform/problem.ts';
import { statesFor } from './algorithms/lifecycle.ts';
import type { Incident, IncidentAct, IncidentEntry } from './contract.ts';
import { locate } from './place.ts';
import { findIncident } from './store.ts';
import { addEntry, raiseRevision, tell, type SeenBefore } from './story.ts';

/** Who acts, on what, and when. `revision` is what the actor saw: undefined where it does not matter. */
export interface Deed {
  readonly id: string;
  readonly actor: string;
  readonly now: Date;
}
export type SeenDeed = Deed & { readonly revision: number };

export function acknowledge(db: Db, events: EventLog, deed: SeenDeed): Promise<Incident> {
  return db.transaction(async (tx) => {
    const before = await lockFor(tx, 'acknowledge', deed);
    await change(tx, deed.id, sql`state = 'acknowledged', acknowledged_at = ${deed.now}`);
    return conclude(tx, events, before, deed, 'acknowledged');
  });
}

export function close(db: Db, events: EventLog, deed: SeenDeed & { readonly text: string }): Promise<Incident> {
  return db.transaction(async (tx) => {
    const before = await lockFor(tx, 'close', deed);
    await change(tx, deed.id, sql`state = 'closed', closed_at = ${deed.now}`);
    return conclude(tx, events, before, deed, 'closed', { text: deed.text });
  });
}

/** Adds to the story of an incident in any state. Who then acts without having seen it is told so: the revision rises. */
export function note(
  db: Db,
  events: EventLog,
  deed: Deed & { readonly text: string; readonly photos?: readonly string[] },
): Promise<Incident> {
  return db.transaction(async (tx) => {
    const before = await lockFor(tx, 'note', deed);
    await raiseRevision(tx, deed.id);
    return conclude(tx, events, before, deed, 'noted', { text: deed.text, photos: deed.photos });
  });
}

/** Ends an incident in the one that it repeats. Chains are refused: what others repeat can repeat nothing. */
export function markDuplicate(db: Db, events: EventLog, deed: SeenDeed & { readonly of: string }): Promise<Incident> {
  return db.transaction(async (tx) => {
    await lockBoth(tx, deed.id, deed.of);
    const before = await lockFor(tx, 'mark-duplicate', deed);
    const target = await targetOf(tx, deed);
    // It was the same thing from the beginning: who asks how it was does not find it twice.
    await change(
      tx,
      deed.id,
      sql`state = 'duplicate', duplicate_of = ${target.id}, valid_from = ${beginningOf(before)}`,
    );
    await raiseRevision(tx, target.id);
    await addEntry(tx, target.id, { act: 'repeated', actor: deed.actor, other: before.id });
    const told = await tell(tx, 'incidents.repeated', target.id);
    return conclude(tx, events, before, deed, 'marked-duplicate', { other: target.id, alsoTold: [told.event] });
  });
}

/** Moves an incident; screens that can no longer see it are told that it is gone. */
export function relocate(
  db: Db,
  events: EventLog,
  deed: SeenDeed & { readonly point: readonly [number, number]; readonly address?: string | undefined },
): Promise<Incident> {
  return db.transaction(async (tx) => {
    const before = await lockFor(tx, 'relocate', deed);
    const place = await locate(tx, deed.point);
    const address = deed.address === undefined ? sql`` : sql`, address = ${deed.address}`;
    await correctPlace(
      tx,
      before,
      sql`geom = ST_SetSRID(ST_MakePoint(${deed.point[0]}::float8, ${deed.point[1]}::float8), 4326),
          grid_code = ${place.gridCode}, division_path = ${place.divisionPath} ${address}`,
    );
    const left = place.divisionPath === before.divisionPath ? [] : [before.divisionPath];
    return conclude(tx, events, before, deed, 'relocated', { text: before.address ?? undefined, left });
  });
}

/** The incident, held against other acts until the end of the transaction. @throws Problem 404, 409 */
export async function lockFor(
  tx: Tx,
  act: IncidentAct,
  { id, revision }: Deed & { revision?: number },
): Promise<Incident> {
  const held = await tx.one<{ id: string }>(sql`SELECT id FROM incidents.incident WHERE id = ${id} FOR UPDATE`);
  const incident = held && (await findIncident(tx, held.id));
  if (!incident) throw new Problem(404, 'no-such-incident', 'There is no such incident in your area');
  if (revision !== undefined && revision !== incident.revision) {
    throw new Problem(409, 'stale-revision', 'Somebody else has changed this incident meanwhile', {
      detail: `It is at revision ${incident.revision} and ${incident.state}`,
    });
  }
  const allowed = statesFor(act);
  if (!allowed.includes(incident.state)) {
    throw new Problem(409, 'illegal-state', 'This cannot be done to an incident in its state', {
      detail: `It is ${incident.state}; it would have to be ${allowed.join(' or ')}`,
    });
  }
  return incident;
}

/** Two acts on the same two incidents wait for each other in one order. */
async function lockBoth(tx: Tx, one: string, other: string): Promise<void> {
  await tx.many(sql`SELECT id FROM incidents.incident WHERE id IN (${one}, ${other}) ORDER BY id FOR UPDATE`);
}

async function targetOf(tx: Tx, { id, of }: { id: string; of: string }): Promise<Incident> {
  if (id === of) throw refusedTarget('duplicate-of-itself', 'An incident cannot repeat itself');
  const target = await findIncident(tx, of);
  if (!target) throw refusedTarget('no-such-target', 'There is no such incident in your area');
  if (target.state === 'duplicate')
    throw refusedTarget('target-is-duplicate', 'That incident repeats another one itself');
  const repeated = await tx.one(sql`SELECT 1 AS any FROM incidents.incident WHERE duplicate_of = ${id} LIMIT 1`);
  if (repeated) throw refusedTarget('has-duplicates', 'Others are marked as repeating this incident');
  return target;
}

const refusedTarget = (code: string, title: string) =>
  new Problem(422, code, title, { errors: [{ pointer: '/body/of', detail: title }] });

export async function change(tx: Tx, id: string, assignments: Sql): Promise<void> {
  await tx.one(sql`UPDATE incidents.incident SET ${assignments}, revision = revision + 1 WHERE id = ${id}`);
}

/**
 * Says where an open incident has been all along. Correcting from its beginning on overtakes what was believed since,
 * so that its acknowledgement is told again with its own time.
 */
async function correctPlace(tx: Tx, incident: Incident, place: Sql): Promise<void> {
  const asReported = sql`state = 'reported', acknowledged_at = NULL, valid_from = ${beginningOf(incident)}`;
  await change(tx, incident.id, sql`${place}, ${asReported}`);
  if (incident.acknowledgedAt === null) return;
  await tx.one(sql`
    UPDATE incidents.incident
       SET state = ${incident.state}, acknowledged_at = ${incident.acknowledgedAt}, valid_from = ${incident.acknowledgedAt}
     WHERE id = ${incident.id}`);
}

/** Since when an incident is so: nothing begins after it was known, whatever a sender's clock says. */
const beginningOf = ({ occurredAt, receivedAt }: Incident) =>
  Date.parse(occurredAt) < Date.parse(receivedAt) ? occurredAt : receivedAt;

interface Conclusion extends SeenBefore {
  readonly text?: string | undefined;
  readonly other?: string | undefined;
  readonly photos?: readonly string[] | undefined;
  readonly alsoTold?: readonly NewEvent[];
}

/** Story line, audit record and event of a change that was made. */
export async function conclude(
  tx: Tx,
  events: EventLog,
  before: Incident,
  { id, actor }: Deed,
  act: IncidentEntry['act'],
  { text, other, photos = [], alsoTold = [], ...seenBefore }: Conclusion = {},
): Promise<Incident> {
  await addEntry(tx, id, { act, actor, other, photos, ...(text !== undefined && { text }) });
  const { incident, event } = await tell(tx, `incidents.${act}`, id, seenBefore);
  await record(tx, { act: `incidents:${act}`, object: `incidents.incident/${id}`, before, after: incident });
  await events.append(tx, event, ...alsoTold);
  return incident;
}
