// For whom an incident is: the departments that alone may know of it, and the neighbours that see it too.
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { NewSharing } from '../platform/contract.ts';
import type { EventLog } from '../platform/event-log.ts';
import { assertDepartments, endSharing, shareWith, type Shared } from '../platform/sharing.ts';
import { change, conclude, lockFor, type Deed, type SeenDeed } from './acts.ts';
import type { Incident } from './contract.ts';
import { raiseRevision } from './story.ts';

/** Who shares, and for which areas they speak. */
export type SharingDeed = Deed & { readonly areas: readonly string[] };

/**
 * Limits an incident to departments, or opens it to all where none is named. Whoever may no longer know it is told that it is gone.
 *
 * @throws Problem 422 for a department that is not there, and where the actor would be left out
 */
export function limit(
  db: Db,
  events: EventLog,
  deed: SeenDeed & { readonly departments: readonly string[] },
): Promise<Incident> {
  return db.transaction(async (tx) => {
    const before = await lockFor(tx, 'note', deed);
    const departments = [...deed.departments].sort();
    await assertDepartments(tx, departments);
    await change(tx, deed.id, sql`departments = ${departments}`);
    const text = departments.length > 0 ? departments.join(' ') : undefined;
    return conclude(tx, events, before, deed, 'limited', { text, departmentsBefore: before.departments });
  });
}

export function share(db: Db, events: EventLog, deed: SharingDeed & NewSharing): Promise<Incident> {
  return db.transaction(async (tx) => {
    const before = await lockFor(tx, 'note', deed);
    await shareWith(tx, asShared(before), deed, deed);
    await raiseRevision(tx, deed.id);
    return conclude(tx, events, before, deed, 'shared', { text: `${await nameOf(tx, deed.path)} · ${deed.reason}` });
  });
}

export function unshare(db: Db, events: EventLog, deed: SharingDeed & { readonly path: string }): Promise<Incident> {
  return db.transaction(async (tx) => {
    const before = await lockFor(tx, 'note', deed);
    await endSharing(tx, asShared(before), deed.path, deed);
    await raiseRevision(tx, deed.id);
    return conclude(tx, events, before, deed, 'unshared', { text: await nameOf(tx, deed.path), left: [deed.path] });
  });
}

const asShared = ({ id, divisionPath }: Incident): Shared => ({ schema: 'incidents', id, divisionPath });

async function nameOf(tx: Tx, path: string): Promise<string> {
  const division = await tx.one<{ name: string }>(sql`SELECT name FROM grids.division WHERE path = ${path}`);
  return division?.name ?? path;
}
