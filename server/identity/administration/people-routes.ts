// Accounts: the system administrator's work.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { allow } from '../guard.ts';
import { assertOwnAreas, nobodyThere } from './areas.ts';
import {
  ById,
  MadePerson,
  NewPerson,
  OneTimePassword,
  PeoplePage,
  PeopleQuery,
  Person,
  PersonChange,
  TransferredWork,
  WorkTransfer,
} from './contract.ts';
import { oneTimePassword } from './one-time-password.ts';
import { peopleCsv } from './people-csv.ts';
import * as store from './people-store.ts';
import { byTwo } from './requests/end-routes.ts';

const tags = ['identity'];
const read = {
  access: allow(['system-admin', 'security-admin'], 'identity:read-people', { area: 'own', data: 'internal' }),
};
const manage = { access: allow('system-admin', 'identity:manage-people', { area: 'own', data: 'internal' }) };
const objectOf = (id: string) => `identity.person/${id}`;

export const peopleRoutes =
  ({ clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/',
      {
        config: read,
        schema: { tags, summary: 'Accounts of my areas', querystring: PeopleQuery, response: { 200: PeoplePage } },
      },
      ({ db, query }) => store.findPeople(db, query),
    );

    app.get(
      '/:id',
      { config: read, schema: { tags, summary: 'One account', params: ById, response: { 200: Person } } },
      async ({ db, params }) => (await store.findPerson(db, params.id)) ?? gone(),
    );

    app.post(
      '/',
      {
        config: manage,
        schema: {
          tags,
          summary: 'Make an account; its password is shown this once',
          body: NewPerson,
          response: { 201: MadePerson },
        },
      },
      async ({ db, body, subject }, reply) => {
        assertOwnAreas(subject, [body.divisionPath]);
        const { password, hash } = await oneTimePassword();
        const id = await db.transaction(async (tx) => {
          const made = await store.addPerson(tx, body, hash, clock());
          if (made === undefined) throw new Problem(409, 'login-taken', 'This login is taken');
          await record(tx, { act: manage.access.act, object: objectOf(made), after: body });
          return made;
        });
        reply.header('cache-control', 'no-store');
        return reply.code(201).send({ id, password });
      },
    );

    app.patch(
      '/:id',
      {
        config: manage,
        schema: {
          tags,
          summary: 'Rename, move, deactivate or reactivate an account',
          params: ById,
          body: PersonChange,
          response: { 200: Person },
        },
      },
      async ({ db, params: { id }, body, subject, user }) => {
        if (body.divisionPath !== undefined) assertOwnAreas(subject, [body.divisionPath]);
        if (body.active === false && id === user.id)
          throw new Problem(409, 'not-yourself', 'Nobody does this to themselves');
        return db.transaction(async (tx) => {
          const before = (await store.findPerson(tx, id)) ?? gone();
          const turns = body.active !== undefined && body.active !== (before.deactivatedAt === null);
          if (turns && before.administrator) throw byTwo();
          if (body.name !== undefined) await store.renamePerson(tx, id, body.name);
          if (body.divisionPath !== undefined) await store.movePerson(tx, id, body.divisionPath);
          if (turns) await store.switchPerson(tx, id, body.active === true, clock());
          const after = (await store.findPerson(tx, id)) ?? gone();
          await record(tx, { act: manage.access.act, object: objectOf(id), before, after });
          return after;
        });
      },
    );
    await app.register(careRoutes(clock));
  };

const careRoutes =
  (clock: Services['clock']): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/:id/password',
      {
        config: manage,
        schema: {
          tags,
          summary: 'A new one-time password for somebody who is no administrator, shown this once',
          params: ById,
          response: { 200: OneTimePassword },
        },
      },
      async ({ db, params: { id } }, reply) => {
        const { password, hash } = await oneTimePassword();
        await db.transaction(async (tx) => {
          const person = (await store.findPerson(tx, id)) ?? gone();
          if (person.administrator)
            throw new Problem(409, 'two-persons-needed', 'The password of an administrator is reset by two persons');
          await store.setOneTimePassword(tx, id, hash, clock());
          await record(tx, { act: manage.access.act, object: objectOf(id), after: { password: 'reset' } });
        });
        reply.header('cache-control', 'no-store');
        return { password };
      },
    );

    app.post(
      '/:id/transfer',
      {
        config: { access: allow('system-admin', 'identity:transfer-work', { area: 'own', data: 'internal' }) },
        schema: {
          tags,
          summary: 'Hand the open work of an account to another: files that wait, views that were kept',
          params: ById,
          body: WorkTransfer,
          response: { 200: TransferredWork },
        },
      },
      async ({ db, params: { id }, body: { to } }) =>
        db.transaction(async (tx) => {
          const [from, heir] = [await store.findPerson(tx, id), await store.findPerson(tx, to)];
          if (!from || !heir) throw nobodyThere();
          if (id === to || heir.deactivatedAt !== null)
            throw new Problem(409, 'no-heir', 'Work goes to another account that is in use');
          const moved = await store.transferWork(tx, id, to);
          await record(tx, { act: 'identity:transfer-work', object: objectOf(id), after: { to, ...moved } });
          return moved;
        }),
    );

    app.get(
      '/export',
      {
        config: manage,
        schema: {
          tags,
          summary: 'The accounts of my areas as CSV',
          response: { 200: Type.String(), default: Type.Any() },
        },
      },
      async ({ db }, reply) => {
        const csv = await db.transaction(async (tx) => {
          const { text, rows } = await peopleCsv(tx);
          await record(tx, { act: manage.access.act, object: 'identity.person', after: { exported: rows } });
          return text;
        });
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="people.csv"')
          .header('cache-control', 'no-store')
          .send(csv);
      },
    );
  };

const gone = (): never => {
  throw nobodyThere();
};
