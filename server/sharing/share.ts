// Shares what a register has: the line, the record, and the tiles of both sides in one transaction.
import type { Db, Tx } from '../../db/connection.ts';
import { identifier, sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import type { NewSharing, Sharing } from '../platform/contract.ts';
import { Problem } from '../platform/problem.ts';
import { endSharing, findSharing, shareWith, type Shared, type Sharer } from '../platform/sharing.ts';
import type { SharedKind } from './contract.ts';

const TABLES: Readonly<Record<SharedKind, string>> = {
  sites: 'sites.site',
  hazards: 'hazards.hazard',
  shelters: 'shelters.shelter',
};

/** With whom a thing is shared, by whom and why. @throws Problem 404 */
export async function readSharing(db: Db, kind: SharedKind, id: string): Promise<Sharing[]> {
  const thing = await db.one(sql`SELECT 1 AS any FROM ${identifier(TABLES[kind])} WHERE id = ${id}`);
  if (!thing) throw noSuchThing();
  return findSharing(db, { schema: kind, id });
}

export function share(db: Db, kind: SharedKind, id: string, wanted: NewSharing, by: Sharer): Promise<Sharing[]> {
  return onThing(db, kind, id, 'share', wanted.path, (tx, thing) => shareWith(tx, thing, wanted, by));
}

export function unshare(db: Db, kind: SharedKind, id: string, path: string, by: Sharer): Promise<Sharing[]> {
  return onThing(db, kind, id, 'unshare', path, (tx, thing) => endSharing(tx, thing, path, by));
}

/** Locked as for a change: what was only shared with the caller is not found. */
function onThing(
  db: Db,
  kind: SharedKind,
  id: string,
  act: 'share' | 'unshare',
  path: string,
  work: (tx: Tx, thing: Shared) => Promise<void>,
): Promise<Sharing[]> {
  return db.transaction(async (tx) => {
    const held = await tx.one<{ divisionPath: string }>(sql`
      SELECT division_path AS "divisionPath" FROM ${identifier(TABLES[kind])} WHERE id = ${id} FOR UPDATE`);
    if (!held) throw noSuchThing();
    const thing: Shared = { schema: kind, id, ...held };
    const before = await findSharing(tx, thing);
    await work(tx, thing);
    const after = await findSharing(tx, thing);
    await record(tx, { act: `sharing:${act}`, object: `${TABLES[kind]}/${id}`, before, after });
    await tx.one(sql`SELECT platform.bump_layer(${kind}, ${[held.divisionPath, path]}::text[])`);
    return after;
  });
}

const noSuchThing = () => new Problem(404, 'nothing-to-share', 'There is no such thing in your area');
