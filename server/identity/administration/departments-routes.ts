// Departments: a list that the security administrator keeps. Closed, never removed: rows may name them.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Db } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { allow } from '../guard.ts';
import { ADMINISTRATOR_ROLES } from '../contract.ts';
import { Department, DepartmentChange, NewDepartment } from './contract.ts';

const tags = ['identity'];
const read = {
  access: allow([...ADMINISTRATOR_ROLES, 'staff'], 'identity:read-departments', { area: 'none', data: 'internal' }),
};
const manage = { access: allow('security-admin', 'identity:manage-departments', { area: 'none', data: 'internal' }) };
const ByCode = Type.Object({ code: Type.String({ maxLength: 40 }) });

export const departmentRoutes =
  ({ clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/',
      { config: read, schema: { tags, summary: 'All departments', response: { 200: Type.Array(Department) } } },
      ({ db }) => findDepartments(db),
    );

    app.post(
      '/',
      {
        config: manage,
        schema: { tags, summary: 'Add a department', body: NewDepartment, response: { 201: Department } },
      },
      async ({ db, body }, reply) => {
        const made = await db.transaction(async (tx) => {
          const row = await tx.one(sql`
            INSERT INTO identity.department (code, name, name_en) VALUES (${body.code}, ${body.name.trim()}, ${body.nameEn})
            ON CONFLICT DO NOTHING RETURNING code`);
          if (!row) throw new Problem(409, 'already-there', 'There is one already');
          await record(tx, { act: manage.access.act, object: `identity.department/${body.code}`, after: body });
          return findDepartment(tx, body.code);
        });
        return reply.code(201).send(made);
      },
    );

    app.patch(
      '/:code',
      {
        config: manage,
        schema: {
          tags,
          summary: 'Rename, close or open a department',
          params: ByCode,
          body: DepartmentChange,
          response: { 200: Department },
        },
      },
      ({ db, params: { code }, body: { name = null, nameEn = null, closed } }) =>
        db.transaction(async (tx) => {
          const before = await findDepartment(tx, code);
          const closedAt = closed === undefined ? before.closedAt : closed ? (before.closedAt ?? clock()) : null;
          await tx.one(sql`
            UPDATE identity.department SET name = coalesce(${name}, name), name_en = coalesce(${nameEn}, name_en), closed_at = ${closedAt}
             WHERE code = ${code} RETURNING code`);
          const after = await findDepartment(tx, code);
          await record(tx, { act: manage.access.act, object: `identity.department/${code}`, before, after });
          return after;
        }),
    );
  };

const DEPARTMENT = sql`code, name, name_en AS "nameEn", closed_at AS "closedAt"`;

const findDepartments = (db: Db) =>
  db.many<Department>(sql`SELECT ${DEPARTMENT} FROM identity.department ORDER BY closed_at IS NOT NULL, code`);

/** @throws Problem 404 */
async function findDepartment(db: Db, code: string): Promise<Department> {
  const found = await db.one<Department>(sql`SELECT ${DEPARTMENT} FROM identity.department WHERE code = ${code}`);
  if (!found) throw new Problem(404, 'not-found', 'There is no such department');
  return found;
}
