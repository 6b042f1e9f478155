// For whom a thing of a register is, and every change of it: the line, the record, the tiles and the news in one transaction.
import type { Db, Tx } from '../../db/connection.ts';
import { identifier, sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import type { NewSharing } from '../platform/contract.ts';
import { isInside } from '../platform/division-path.ts';
import type { EventLog } from '../platform/event-log.ts';
import { Problem } from '../platform/problem.ts';
import {
  assertDepartments,
  endSharing,
  findSharing,
  shareWith,
  type Shared,
  type Sharer,
} from '../platform/sharing.ts';
import type { Audience, Limitation, SharedKind, SharedThing } from './contract.ts';

const TABLES: Readonly<Record<SharedKind, string>> = {
  sites: 'sites.site',
  hazards: 'hazards.hazard',
  shelters: 'shelters.shelter',
};

/** What is changed, and by whom. */
export interface Change {
  readonly events: EventLog;
  readonly thing: SharedThing;
  readonly by: Sharer;
}

/** Who may know of a thing, by whose word and why. @throws Problem 404 */
export async function findAudience(db: Db, { kind, id }: SharedThing, areas: readonly string[]): Promise<Audience> {
  const row = await db.one<{ divisionPath: string; departments: string[] }>(sql`
    SELECT division_path AS "divisionPath", departments FROM ${identifier(TABLES[kind])} WHERE id = ${id}`);
  if (!row) throw noSuchThing();
  const sharing = await findSharing(db, { schema: kind, id });
  return { departments: row.departments, sharing, held: isInside(row.divisionPath, areas) };
}

export function share(db: Db, change: Change, wanted: NewSharing): Promise<Audience> {
  return changeAudience(db, change, 'share', (tx, thing) => shareWith(tx, thing, wanted, change.by));
}

export function unshare(db: Db, change: Change, path: string): Promise<Audience> {
  return changeAudience(db, change, 'unshare', (tx, thing) => endSharing(tx, thing, path, change.by));
}

/**
 * Limits a thing to departments, or opens it to all where none is named; what is limited is no longer for the public either.
 *
 * @throws Problem 422 for a department that is not there, and where the actor would be left out; 409 where somebody was faster
 */
export function limit(db: Db, change: Change, { departments, seen }: Limitation): Promise<Audience> {
  return changeAudience(db, change, 'limit', async (tx, { schema, id }, before) => {
    if (before.departments.join() !== seen.toSorted().join())
      throw new Problem(409, 'stale-revision', 'Somebody else has changed for whom this is meanwhile');
    await assertDepartments(tx, departments);
    // The thing is what it was: since when it is so stays.
    await tx.one(sql`
      UPDATE ${identifier(TABLES[schema])} SET valid_from = valid_from, departments = ${departments.toSorted()} WHERE id = ${id} RETURNING id`);
  });
}

const TOLD = { share: 'sharing.shared', unshare: 'sharing.unshared', limit: 'sharing.limited' } as const;
type RegisterThing = Shared & { readonly schema: SharedKind };

/** Locked as for a change: what was only shared with the caller is not found. */
function changeAudience(
  db: Db,
  { events, thing, by }: Change,
  act: keyof typeof TOLD,
  work: (tx: Tx, thing: RegisterThing, before: Audience) => Promise<void>,
): Promise<Audience> {
  const { kind, id } = thing;
  return db.transaction(async (tx) => {
    const held = await tx.one<{ divisionPath: string }>(sql`
      SELECT division_path AS "divisionPath" FROM ${identifier(TABLES[kind])} WHERE id = ${id} FOR UPDATE`);
    if (!held) throw noSuchThing();
    const before = await findAudience(tx, thing, by.areas);
    await work(tx, { schema: kind, id, ...held }, before);
    const after = await findAudience(tx, thing, by.areas);
    await record(tx, { act: `sharing:${act}`, object: `${TABLES[kind]}/${id}`, before, after });
    const [earlier, later] = [pathsOf(before), pathsOf(after)];
    const told = [...new Set([held.divisionPath, ...earlier, ...later])];
    await tx.one(sql`SELECT platform.bump_layer(${kind}, ${told}::text[])`);
    await events.append(tx, {
      name: TOLD[act],
      id,
      body: thing,
      visibleTo: [held.divisionPath, ...later],
      left: earlier.filter((path) => !later.includes(path)),
      departments: after.departments,
      ...(act === 'limit' && { departmentsBefore: before.departments }),
    });
    return after;
  });
}

const pathsOf = ({ sharing }: Audience) => sharing.map(({ path }) => path);

const noSuchThing = () => new Problem(404, 'nothing-to-share', 'There is no such thing in your area');
