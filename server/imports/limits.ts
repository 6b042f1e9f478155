// What an import changed of the departments that things are for is told and recorded as where it is done at the thing itself.
import type { Tx } from '../../db/connection.ts';
import { identifier, sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import type { NewEvent } from '../platform/event-log.ts';
import type { SharedThing } from '../sharing/contract.ts';
import { sameKey, stagedRows, type Route } from './staging.ts';

interface Limited {
  readonly id: string;
  readonly divisionPath: string;
  readonly sharedWith: string[];
  readonly departments: string[];
  readonly before: string[];
}

/** Records what has changed, and answers what is to be told of it. @param step what has just been done with the rows */
export async function changedLimits(tx: Tx, route: Route, step: 'written' | 'undone'): Promise<NewEvent[]> {
  if (!route.limits) return [];
  const { target, importId } = route;
  const image = step === 'written' ? sql`s.before` : sql`s.fields`;
  const things = await tx.many<Limited>(sql`
    SELECT t.id, t.division_path AS "divisionPath", t.shared_with AS "sharedWith", t.departments, (${image} ->> 'departments')::text[] AS before
      FROM (${stagedRows(route, sql`s.verdict = 'changed' AND s.kept IS NULL`)}) i
      JOIN imports.staged_row s ON s.import_id = ${importId}::uuid AND s.row = i.row
      JOIN ${identifier(target.table)} t ON ${sameKey(target, 'i')}
     WHERE (${image} ->> 'departments')::text[] <> t.departments ORDER BY s.row`);
  for (const { id, before, departments } of things)
    await record(tx, {
      act: 'sharing:limit',
      object: `${target.table}/${id}`,
      before: { departments: before },
      after: { departments },
    });
  const kind = target.layer as SharedThing['kind'];
  return things.map(({ id, divisionPath, sharedWith, departments, before }) => ({
    name: 'sharing.limited',
    id,
    body: { kind, id } satisfies SharedThing,
    visibleTo: [divisionPath, ...sharedWith],
    departments,
    departmentsBefore: before,
  }));
}
