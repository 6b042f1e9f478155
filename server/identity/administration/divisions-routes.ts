// Divisions as administrators choose from them, those that are no longer, and what a reform would move.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Db } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { allow } from '../guard.ts';
import { assertOwnAreas, namedArea } from './areas.ts';
import { ClosedDivision, DivisionNode, DivisionTreeQuery } from './contract.ts';
import { Reform, ReformPreview, type Move } from './requests/contract.ts';

const tags = ['identity'];
const read = {
  access: allow(['system-admin', 'security-admin'], 'identity:read-divisions', { area: 'own', data: 'internal' }),
};
const reform = { access: allow('security-admin', 'identity:ask-reform', { area: 'own', data: 'internal' }) };
const MOST_FOUND = 50;

export const divisionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/',
    {
      config: read,
      schema: {
        tags,
        summary: 'Divisions of my areas: the uppermost, those below one, or those that are called so',
        querystring: DivisionTreeQuery,
        response: { 200: Type.Array(DivisionNode) },
      },
    },
    ({ db, query, subject }) => findDivisions(db, query, subject.scope.areas),
  );

  app.get(
    '/closed',
    {
      config: read,
      schema: { tags, summary: 'Divisions that a reform ended', response: { 200: Type.Array(ClosedDivision) } },
    },
    ({ db, subject }) =>
      db.many<ClosedDivision>(sql`
        SELECT c.path, c.name, c.level, ${namedArea(sql`c.into_path`)} AS into, c.closed_at AS "closedAt"
          FROM identity.closed_division c
         WHERE c.path ^@ ANY (${subject.scope.areas}::text[]) OR c.into_path ^@ ANY (${subject.scope.areas}::text[])
         ORDER BY c.closed_at DESC, c.path LIMIT 500`),
  );

  app.post(
    '/reform-preview',
    {
      config: reform,
      schema: {
        tags,
        summary: 'What a reform of these codes would move, and what stands against it',
        body: Reform,
        response: { 200: ReformPreview },
      },
    },
    async ({ db, body, subject }) => {
      assertOwnAreas(
        subject,
        body.moves.flatMap(({ from, to }) => [from, to]),
      );
      return previewReform(db, body.moves);
    },
  );
};

/** Faults, and where there are none how many rows would move. */
export async function previewReform(db: Db, moves: readonly Move[]): Promise<ReformPreview> {
  const asked = JSON.stringify(moves);
  const faults = await db.many<ReformPreview['faults'][number]>(
    sql`SELECT f.path, f.fault FROM identity.reform_faults(${asked}::jsonb) AS f ORDER BY f.path, f.fault`,
  );
  const counts =
    faults.length > 0
      ? []
      : await db.many<ReformPreview['counts'][number]>(
          sql`SELECT c.thing, c.rows FROM identity.reform_counts(${asked}::jsonb) AS c`,
        );
  return { faults, counts };
}

/** The scope itself stands first; words find names, their initials, and codes. */
function findDivisions(
  db: Db,
  { parent, q = '' }: { parent?: string; q?: string },
  areas: readonly string[],
): Promise<DivisionNode[]> {
  const words = q.trim().toLowerCase();
  const which =
    words !== ''
      ? sql`(strpos(lower(d.name), ${words}) > 0 OR d.name_initials ^@ ${words} OR d.path ^@ ${words})`
      : parent !== undefined
        ? sql`d.parent_path = ${parent}`
        : sql`d.path = ANY (${areas}::text[])`;
  return db.many<DivisionNode>(sql`
    SELECT d.path, d.name, d.level, (SELECT count(*) FROM grids.division c WHERE c.parent_path = d.path)::integer AS children
      FROM grids.division d
     WHERE ${which} AND d.path ^@ ANY (${areas}::text[])
     ORDER BY length(d.path), d.path LIMIT ${words === '' ? 1000 : MOST_FOUND}`);
}
