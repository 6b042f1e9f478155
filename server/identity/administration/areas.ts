// Areas by name, and that nobody gives what is not theirs.
import { sql, type Sql } from '../../../db/sql.ts';
import { isInside } from '../../platform/division-path.ts';
import { Problem } from '../../platform/problem.ts';
import type { Subject } from '../guard.ts';

/** `[{path, name}]` of a column of paths; divisions that are no longer have the name under which they ended. */
export const namedAreas = (column: Sql): Sql => sql`
  (SELECT coalesce(json_agg(json_build_object('path', area.path, 'name', ${nameOf(sql`area.path`)}) ORDER BY area.path), '[]')
     FROM unnest(${column}) AS area (path))`;

/** `{path, name}` of one path. */
export const namedArea = (path: Sql): Sql => sql`json_build_object('path', ${path}, 'name', ${nameOf(path)})`;

const nameOf = (path: Sql): Sql => sql`
  coalesce((SELECT d.name FROM grids.division d WHERE d.path = ${path}),
           (SELECT c.name FROM identity.closed_division c WHERE c.path = ${path} ORDER BY c.closed_at DESC LIMIT 1), ${path})`;

/** @throws Problem 403 where one of the areas is outside of the caller's */
export function assertOwnAreas({ scope }: Subject, given: readonly string[]): void {
  if (given.every((path) => isInside(path, scope.areas))) return;
  throw new Problem(403, 'area-not-yours', 'This area is outside of what you may see');
}

export const nobodyThere = () => new Problem(404, 'no-such-person', 'There is no such account in your areas');
