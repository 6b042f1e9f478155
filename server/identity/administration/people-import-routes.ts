// Many accounts at once: looked at row by row, then made all or none.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Tx } from '../../../db/connection.ts';
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { allow } from '../guard.ts';
import { PeopleFile, PeopleRows, type PersonRow } from './contract.ts';
import { oneTimePassword } from './one-time-password.ts';
import { readPeople, TEMPLATE } from './people-csv.ts';
import { addPerson } from './people-store.ts';

const tags = ['identity'];
const config = { access: allow('system-admin', 'identity:manage-people', { area: 'own', data: 'internal' }) };

export const peopleImportRoutes =
  ({ clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/import/template',
      { config, schema: { tags, summary: 'A CSV file to fill in', response: { 200: Type.String() } } },
      async (_request, reply) => {
        reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="people-template.csv"');
        return TEMPLATE;
      },
    );

    app.post(
      '/import',
      {
        config,
        schema: {
          tags,
          summary: 'Look at the accounts of a CSV file, or make them all; passwords are shown this once',
          body: PeopleFile,
          response: { 200: PeopleRows },
        },
      },
      async ({ db, body, subject }, reply) => {
        reply.header('cache-control', 'no-store');
        const rows = await readPeople(db, body.csv, subject.scope.areas);
        if (body.dryRun) return { rows, made: 0 };
        if (rows.some(({ faults }) => faults.length > 0)) throw hasFaults();
        const secrets = await Promise.all(rows.map(() => oneTimePassword()));
        await db.transaction(async (tx) => {
          for (const [at, row] of rows.entries()) await make(tx, row, secrets[at]!.hash, clock());
        });
        return { rows: rows.map((row, at) => ({ ...row, password: secrets[at]!.password })), made: rows.length };
      },
    );
  };

async function make(tx: Tx, { row, login, name, division }: PersonRow, hash: string, now: Date): Promise<void> {
  const person = { login, name, divisionPath: division!.path };
  const id = await addPerson(tx, person, hash, now);
  if (id === undefined) throw hasFaults([{ pointer: `/body/csv/${row}`, detail: 'login-taken' }]);
  await record(tx, { act: config.access.act, object: `identity.person/${id}`, after: person });
}

const hasFaults = (errors: { pointer: string; detail: string }[] = []) =>
  new Problem(422, 'people-file-has-faults', 'Nothing was made: some rows cannot be', { errors });
