// Application passwords: a person makes them for programs that read on their behalf, and takes them back.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import {
  findLogin,
  listApplicationPasswords,
  makeApplicationPassword,
  revokeApplicationPassword,
} from './application-passwords.ts';
import { ApplicationPassword, MadeApplicationPassword, NewApplicationPassword } from '../contract.ts';
import { allow } from '../guard.ts';
import { provenSessionOf } from '../second-factor/fresh-proof.ts';
import { sessionOf } from '../sign-in/session-of.ts';

const tags = ['identity'];
const access = (act: string) => ({
  access: allow('staff', `identity:${act}-application-passwords`, { area: 'none', data: 'internal' }),
});

export const applicationPasswordRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db: house, clock } = services;
    app.get(
      '/',
      {
        config: access('read'),
        schema: { tags, summary: 'My application passwords', response: { 200: Type.Array(ApplicationPassword) } },
      },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        return listApplicationPasswords(request.db, sessionOf(request).personId);
      },
    );

    app.post(
      '/',
      {
        config: access('make'),
        schema: {
          tags,
          summary:
            'Make one for the post in which I act, after a fresh proof; the password is shown in this answer alone',
          body: NewApplicationPassword,
          response: { 201: MadeApplicationPassword },
        },
      },
      async (request, reply) => {
        const { db, body } = request;
        const { personId, postId } = await provenSessionOf(services, request);
        const made = await makeApplicationPassword(db, { personId, postId: postId ?? '' }, body, clock());
        if (!made) throw new Problem(409, 'not-for-programs', 'An emergency access is for the person alone');
        const login = await findLogin(house, personId);
        return reply
          .code(201)
          .header('cache-control', 'no-store')
          .send({ ...made, login });
      },
    );

    app.delete(
      '/:id',
      {
        config: access('revoke'),
        schema: {
          tags,
          summary: 'Take one back',
          params: Type.Object({ id: Type.String({ maxLength: 100 }) }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { db, params } = request;
        const revoked = await revokeApplicationPassword(db, sessionOf(request).personId, params.id);
        if (!revoked) throw new Problem(404, 'no-such-application-password', 'You have no such application password');
        return reply.code(204).send(null);
      },
    );
  };
