// Contacts: that there is one, to keep one's own, to open one for a purpose, to count the openings.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { record } from '../audit/record.ts';
import { ADMINISTRATOR_ROLES } from '../identity/contract.ts';
import { allow } from '../identity/guard.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { objectOf } from './algorithms/contact-seal.ts';
import {
  Contact,
  ContactHeld,
  MonthQuery,
  OpeningReport,
  OpeningRequest,
  Reachable,
  StaffContact,
} from './contract.ts';
import { keepStaffContact } from './keep.ts';
import { openContact } from './open-contact.ts';
import {
  countOpenings,
  findHeldOfPerson,
  findOpenings,
  findReachable,
  isPersonInView,
  removeStaffContact,
} from './store.ts';

const tags = ['sealed'];
const PersonId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 60 }) });
const EVERYBODY = ['staff', 'unit', ...ADMINISTRATOR_ROLES] as const;
const DESK = ['duty-officer', 'manager'] as const;

export const contactRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    await app.register(openingRoutes(services));
    await app.register(ownRoutes(services));
    await app.register(careRoutes(services));
  };

const openingRoutes =
  ({ sealing }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/openings',
      {
        config: {
          // A clerk may in an emergency access alone: the database asks for the post.
          access: allow([...DESK, 'clerk'], 'sealed:open', {
            area: 'own',
            data: 'personal',
            purposes: ['incident-callback', 'duty-contact', 'emergency'],
          }),
        },
        schema: { tags, summary: 'Open a contact for a purpose', body: OpeningRequest, response: { 200: Contact } },
      },
      ({ db, body: { reason, ...owner } }) => openContact(db, sealing, owner, reason),
    );

    app.get(
      '/openings/report',
      {
        config: {
          access: allow(['security-admin', 'audit-admin'], 'sealed:count', { area: 'own', data: 'internal' }),
        },
        schema: {
          tags,
          summary: 'Who opened contacts in a month, for what; never what was opened',
          querystring: MonthQuery,
          response: { 200: OpeningReport },
        },
      },
      async ({ db, query: { month } }) => ({
        month,
        byPurpose: await countOpenings(db, month),
        openings: await findOpenings(db, month),
      }),
    );

    app.get(
      '/people',
      {
        config: { access: allow(DESK, 'sealed:find-people', { area: 'own', data: 'internal' }) },
        schema: {
          tags,
          summary: 'Colleagues of the area who can be reached',
          response: { 200: Type.Array(Reachable) },
        },
      },
      ({ db }) => findReachable(db),
    );
  };

const ownRoutes =
  ({ sealing }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const own = allow(EVERYBODY, 'sealed:keep-own', { area: 'none', data: 'personal', purposes: ['duty-contact'] });
    app.get(
      '/own-contact',
      {
        config: { access: allow(EVERYBODY, 'sealed:ask-own', { area: 'none', data: 'internal' }) },
        schema: { tags, summary: 'What is kept of me, not what it is', response: { 200: ContactHeld } },
      },
      async ({ db, user }) => ({ holds: await findHeldOfPerson(db, user.id) }),
    );

    app.put(
      '/own-contact',
      {
        config: { access: own },
        schema: { tags, summary: 'Leave my own phone', body: StaffContact, response: { 204: Type.Null() } },
      },
      async ({ db, user, body }, reply) => {
        await db.transaction(async (tx) => {
          await keepStaffContact(tx, sealing, user.id, body);
          await record(tx, { act: 'sealed:keep-own', object: objectOf({ personId: user.id }) });
        });
        return reply.code(204).send(null);
      },
    );

    app.delete(
      '/own-contact',
      { config: { access: own }, schema: { tags, summary: 'Take my phone away', response: { 204: Type.Null() } } },
      async ({ db, user }, reply) => {
        await db.transaction(async (tx) => {
          await removeStaffContact(tx, user.id);
          await record(tx, { act: 'sealed:remove-own', object: objectOf({ personId: user.id }) });
        });
        return reply.code(204).send(null);
      },
    );
  };

const careRoutes =
  ({ sealing }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.put(
      '/people/:id/contact',
      {
        config: {
          access: allow('system-admin', 'sealed:keep-staff', {
            area: 'own',
            data: 'personal',
            purposes: ['account-care'],
          }),
        },
        schema: {
          tags,
          summary: 'Set the phone of one of the staff; it is not shown again',
          params: PersonId,
          body: StaffContact,
          response: { 204: Type.Null() },
        },
      },
      async ({ db, params: { id }, body }, reply) => {
        await db.transaction(async (tx) => {
          if (!(await isPersonInView(tx, id)))
            throw new Problem(404, 'no-such-person', 'There is no such account here');
          await keepStaffContact(tx, sealing, id, body);
          await record(tx, { act: 'sealed:keep-staff', object: objectOf({ personId: id }) });
        });
        return reply.code(204).send(null);
      },
    );
  };
