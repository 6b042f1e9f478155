// For whom a thing is. Sharing it with a neighbour is a line that says who did it and why, from which the walls take who may see the thing.
import type { Db, Tx } from '../../db/connection.ts';
import { identifier, sql } from '../../db/sql.ts';
import type { NewSharing, Sharing } from './contract.ts';
import { Problem } from './problem.ts';

/** What is shared: the schema that has it and its lines, the thing itself, and where it lies. */
export interface Shared {
  readonly schema: 'incidents' | 'hazards' | 'sites' | 'shelters';
  readonly id: string;
  readonly divisionPath: string;
}

export interface Sharer {
  readonly areas: readonly string[];
  readonly actor: string;
}

/**
 * Opens a thing to a neighbour. The walls refuse it to whoever does not hold the thing itself.
 *
 * @throws Problem 422 where there is no such division, or it sees the thing already; 409 where that was done before
 */
export async function shareWith(tx: Tx, thing: Shared, { path, reason }: NewSharing, by: Sharer): Promise<void> {
  if (thing.divisionPath.startsWith(path)) throw refused('sees-already', 'That division sees it already');
  const known = await tx.one(sql`SELECT 1 AS any FROM grids.division WHERE path = ${path}`);
  if (!known) throw refused('no-such-division', 'There is no such division');
  const from = by.areas.filter((area) => thing.divisionPath.startsWith(area)).sort()[0] ?? thing.divisionPath;
  const added = await tx.one(sql`
    INSERT INTO ${linesOf(thing)} (thing_id, path, from_path, actor, reason)
    VALUES (${thing.id}, ${path}, ${from}, ${by.actor}, ${reason})
    ON CONFLICT (thing_id, path) WHERE ended_at IS NULL DO NOTHING RETURNING id`);
  if (!added) throw new Problem(409, 'shared-already', 'It is shared with that division already');
}

/** Closes it again. @throws Problem 404 where it is not shared with that division */
export async function endSharing(tx: Tx, thing: Shared, path: string, by: Sharer): Promise<void> {
  const ended = await tx.one(sql`
    UPDATE ${linesOf(thing)} SET ended_at = platform.now(), ended_by = ${by.actor}
     WHERE thing_id = ${thing.id} AND path = ${path} AND ended_at IS NULL RETURNING id`);
  if (!ended) throw new Problem(404, 'not-shared', 'It is not shared with that division');
}

/** With whom a thing is shared now. */
export function findSharing(db: Db, { schema, id }: Pick<Shared, 'schema' | 'id'>): Promise<Sharing[]> {
  return db.many<Sharing>(sql`
    SELECT s.path, coalesce(d.name, s.path) AS name, coalesce(o.name, s.from_path) AS from, s.actor, s.reason, s.shared_at AS at
      FROM ${linesOf({ schema })} s
      LEFT JOIN grids.division d ON d.path = s.path
      LEFT JOIN grids.division o ON o.path = s.from_path
     WHERE s.thing_id = ${id} AND s.ended_at IS NULL ORDER BY s.path`);
}

/**
 * What a thing may be limited to: departments that are there, and never without the one who says it.
 *
 * @throws Problem 422
 */
export async function assertDepartments(tx: Tx, codes: readonly string[]): Promise<void> {
  const row = await tx.one<{ unknown: string | null; left: boolean }>(sql`
    SELECT (SELECT min(code) FROM unnest(${codes}::text[]) AS given (code)
             WHERE code NOT IN (SELECT d.code FROM identity.department d WHERE d.closed_at IS NULL)) AS unknown,
           NOT platform.serves(${codes}::text[]) AS left`);
  if (row?.unknown) throw refused('no-such-department', `There is no department "${row.unknown}"`, 'departments');
  if (row?.left) throw refused('own-department-left-out', 'Your own department would be left out', 'departments');
}

/** The code of each department that is there, by the code itself and by what people call it. */
export type Departments = ReadonlyMap<string, string>;

export async function findDepartments(db: Db): Promise<Departments> {
  const rows = await db.many<{ code: string; name: string; nameEn: string }>(sql`
    SELECT code, name, name_en AS "nameEn" FROM identity.department WHERE closed_at IS NULL ORDER BY code`);
  const named = rows.flatMap(({ code, name, nameEn }) => [
    [name, code] as const,
    [nameEn.toLowerCase(), code] as const,
  ]);
  return new Map([...named, ...rows.map(({ code }) => [code, code] as const)]);
}

/** Departments as people write them, as their codes, each once; or the first that is not there. */
export function codesOf(
  departments: Departments,
  written: readonly string[],
): { codes: string[]; unknown?: never } | { codes?: never; unknown: string } {
  const found = written.map((name) => departments.get(name) ?? departments.get(name.toLowerCase()));
  const unknown = written[found.indexOf(undefined)];
  return unknown === undefined ? { codes: [...new Set(found as string[])].sort() } : { unknown };
}

const linesOf = ({ schema }: Pick<Shared, 'schema'>) => identifier(`${schema}.sharing`);

const refused = (code: string, title: string, field = 'path') =>
  new Problem(422, code, title, { errors: [{ pointer: `/body/${field}`, detail: title }] });
