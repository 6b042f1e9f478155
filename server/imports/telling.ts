// What screens are told of an import, and how its rows are counted.
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { EventLog, NewEvent } from '../platform/event-log.ts';
import type { ImportCounts, ImportNews, ImportState } from './contract.ts';

/** For whom an import is: all of its areas, and the departments of whoever ordered it. */
export interface Audience {
  readonly id: string;
  readonly areas: readonly string[];
  readonly departments: readonly string[];
}

/** Whom a statement on imports.import tells, as its columns. */
export const AUDIENCE = sql`id, shared_with AS areas, departments`;

/** Tells that an import has moved on, and no more than that, to whoever holds all of it, and what else there is to tell; the last act of its transaction. */
export async function tell(tx: Tx, events: EventLog, id: string, also: readonly NewEvent[] = []): Promise<void> {
  const now = await tx.one<Audience & { state: ImportState }>(
    sql`SELECT ${AUDIENCE}, state FROM imports.import WHERE id = ${id}`,
  );
  if (!now) return;
  const body: ImportNews = { id, state: now.state };
  await events.append(
    tx,
    {
      name: 'imports.changed',
      id,
      body,
      visibleTo: now.areas,
      departments: named(now.departments),
      whole: true,
    },
    ...also,
  );
}

/** Tells that imports are put away; the last act of its transaction. */
export const tellGone = (tx: Tx, events: EventLog, gone: readonly Audience[]): Promise<void> =>
  events.append(
    tx,
    ...gone.map(
      ({ id, areas, departments }) =>
        ({
          name: 'imports.changed',
          id,
          body: { id },
          visibleTo: [],
          left: areas,
          departments: named(departments),
          whole: true,
        }) as const,
    ),
  );

/** An event names departments one by one, or none for all of them. */
const named = (departments: readonly string[]) => departments.filter((code) => code !== '*');

export async function findCounts(db: Db, id: string): Promise<ImportCounts> {
  const counts = await db.one<ImportCounts>(sql`
    SELECT count(*) AS rows, count(*) FILTER (WHERE verdict = 'added') AS added, count(*) FILTER (WHERE verdict = 'changed') AS changed,
           count(*) FILTER (WHERE verdict = 'unchanged') AS unchanged, count(*) FILTER (WHERE verdict = 'refused') AS refused,
           count(kept) AS kept
      FROM imports.staged_row WHERE import_id = ${id}`);
  return counts!;
}
