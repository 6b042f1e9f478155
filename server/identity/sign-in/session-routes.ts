import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { record } from '../../audit/record.ts';
import { isSecureAddress } from '../../platform/proxies.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { ADMINISTRATOR_ROLES, OwnSession } from '../contract.ts';
import { allow } from '../guard.ts';
import { noSessionCookie } from '../session-cookie.ts';
import { endSession, endSessionsOf, findOwnSessions } from '../sessions.ts';
import { identityDb } from './identity-db.ts';
import { anybody, sessionOf } from './session-of.ts';
import { findAccount } from './store.ts';

/** Everybody who can be signed in. */
const people = (act: string) =>
  allow(['staff', 'unit', ...ADMINISTRATOR_ROLES], `identity:${act}`, { area: 'none', data: 'internal' });

export const sessionRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const secure = isSecureAddress(services.config);
    const nameOf = async (personId: string, address: string) =>
      identityDb(services, personId, await findAccount(services.db, personId), { address });

    app.delete(
      '/session',
      { config: { access: anybody('sign-out') }, schema: { tags: ['identity'], summary: 'Signs out' } },
      async ({ subject: { session }, ip }, reply) => {
        if (session)
          await (
            await nameOf(session.personId, ip)
          ).transaction(async (tx) => {
            await endSession(tx, session.id, 'signed-out');
            await record(tx, { act: 'identity:sign-out', object: `identity.session/${session.id}` });
          });
        return reply.code(204).header('set-cookie', noSessionCookie(secure)).send();
      },
    );

    app.get(
      '/sessions',
      {
        config: { access: people('read-sessions') },
        schema: { tags: ['identity'], summary: 'Where I am signed in', response: { 200: Type.Array(OwnSession) } },
      },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        const { id, personId } = sessionOf(request);
        return findOwnSessions(request.db, personId, id);
      },
    );

    app.delete(
      '/sessions',
      {
        config: { access: people('end-sessions') },
        schema: { tags: ['identity'], summary: 'Ends all of my sessions but this one' },
      },
      async (request, reply) => {
        const { id, personId } = sessionOf(request);
        await (
          await nameOf(personId, request.ip)
        ).transaction(async (tx) => {
          const ended = await endSessionsOf(tx, personId, 'ended-elsewhere', id);
          await record(tx, { act: 'identity:end-sessions', object: `identity.person/${personId}`, after: { ended } });
        });
        return reply.code(204).send();
      },
    );

    app.delete(
      '/sessions/:id',
      {
        config: { access: people('end-sessions') },
        schema: {
          tags: ['identity'],
          summary: 'Ends one of my sessions',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        },
      },
      async (request, reply) => {
        const { id: current, personId } = sessionOf(request);
        const { id } = request.params;
        const mine = await findOwnSessions(request.db, personId, current);
        if (!mine.some((session) => session.id === id)) throw new Problem(404, 'not-found', 'There is no such session');
        await (
          await nameOf(personId, request.ip)
        ).transaction(async (tx) => {
          await endSession(tx, id, id === current ? 'signed-out' : 'ended-elsewhere');
          await record(tx, { act: 'identity:end-sessions', object: `identity.session/${id}` });
        });
        if (id === current) reply.header('set-cookie', noSessionCookie(secure));
        return reply.code(204).send();
      },
    );
  };
