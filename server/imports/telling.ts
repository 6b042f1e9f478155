// What screens are told of an import, and how its rows are counted.
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { EventLog } from '../platform/event-log.ts';
import type { ImportCounts } from './contract.ts';
import { findImport } from './store.ts';

/** Tells whoever may see the import how it stands; the last act of its transaction. */
export async function tell(tx: Tx, events: EventLog, id: string): Promise<void> {
  const [body, seen] = [
    await findImport(tx, id),
    await tx.one<{ areas: string[] }>(sql`SELECT shared_with AS areas FROM imports.import WHERE id = ${id}`),
  ];
  if (body && seen) await events.append(tx, { name: 'imports.changed', id, body, visibleTo: seen.areas });
}

export interface Gone {
  readonly id: string;
  readonly areas: readonly string[];
}

/** Tells that imports are put away; the last act of its transaction. */
export const tellGone = (tx: Tx, events: EventLog, gone: readonly Gone[]): Promise<void> =>
  events.append(
    tx,
    ...gone.map(
      ({ id, areas }) => ({ name: 'imports.changed', id, body: { id }, visibleTo: [], left: areas }) as const,
    ),
  );

export async function findCounts(db: Db, id: string): Promise<ImportCounts> {
  const counts = await db.one<ImportCounts>(sql`
    SELECT count(*) AS rows, count(*) FILTER (WHERE verdict = 'added') AS added, count(*) FILTER (WHERE verdict = 'changed') AS changed,
           count(*) FILTER (WHERE verdict = 'unchanged') AS unchanged, count(*) FILTER (WHERE verdict = 'refused') AS refused,
           count(kept) AS kept
      FROM imports.staged_row WHERE import_id = ${id}`);
  return counts!;
}
