// An administrator's post ends, or an administrator's account is closed or opened again: two persons decide it, as they decided its beginning.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Db } from '../../../../db/connection.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Services } from '../../../platform/services.ts';
import { isAdministrator } from '../../algorithms/roles.ts';
import { allow } from '../../guard.ts';
import { findPost } from '../posts-store.ts';
import { ask, somebodyElse } from './ask.ts';
import { AccountRequest, PostEndRequest, TwoPersonRequest } from './contract.ts';
import { keepsSecurityAdmin } from './store.ts';

const tags = ['identity'];
const askEnd = { access: allow('security-admin', 'identity:ask-post-end', { area: 'own', data: 'internal' }) };
const askDeactivation = {
  access: allow('system-admin', 'identity:ask-deactivation', { area: 'own', data: 'internal' }),
};
const askReactivation = {
  access: allow('system-admin', 'identity:ask-reactivation', { area: 'own', data: 'internal' }),
};

export const endRoutes =
  ({ clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/post-end',
      {
        config: askEnd,
        schema: {
          tags,
          summary: "Ask that an administrator's post ends",
          body: PostEndRequest,
          response: { 201: TwoPersonRequest },
        },
      },
      async ({ db, body: { postId, reason }, user }, reply) => {
        const post = await findPost(db, postId);
        if (!post) throw new Problem(404, 'no-such-post', 'There is no such post in your areas');
        const { id, role, title, areas, state, person } = post;
        const { divisionPath } = await somebodyElse(db, person.id, user);
        if (!isAdministrator(role)) throw enough();
        if (state === 'over') throw new Problem(409, 'post-ended', 'This post has ended');
        const content = { post: id, role, title, areas: areas.map(({ path }) => path) };
        const request = { kind: 'post-end', about: person.id, content, reason, divisionPath } as const;
        await assertKeepsSecurityAdmin(db, request);
        return reply.code(201).send(await ask(db, user, request, askEnd.access.act, clock()));
      },
    );
    await app.register(accountRoutes({ clock }));
  };

const accountRoutes =
  ({ clock }: Pick<Services, 'clock'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/deactivation',
      {
        config: askDeactivation,
        schema: {
          tags,
          summary: "Ask that an administrator's account is closed",
          body: AccountRequest,
          response: { 201: TwoPersonRequest },
        },
      },
      async ({ db, body: { personId, reason }, user }, reply) => {
        const { divisionPath, administrator } = await somebodyElse(db, personId, user);
        if (!administrator) throw enough();
        const request = { kind: 'deactivation', about: personId, content: {}, reason, divisionPath } as const;
        await assertKeepsSecurityAdmin(db, request);
        return reply.code(201).send(await ask(db, user, request, askDeactivation.access.act, clock()));
      },
    );

    app.post(
      '/reactivation',
      {
        config: askReactivation,
        schema: {
          tags,
          summary: "Ask that an administrator's closed account is opened again",
          body: AccountRequest,
          response: { 201: TwoPersonRequest },
        },
      },
      async ({ db, body: { personId, reason }, user }, reply) => {
        const { divisionPath, administrator } = await somebodyElse(db, personId, user, 'inactive');
        if (!administrator) throw enough();
        const request = { kind: 'reactivation', about: personId, content: {}, reason, divisionPath } as const;
        return reply.code(201).send(await ask(db, user, request, askReactivation.access.act, clock()));
      },
    );
  };

const enough = () => new Problem(409, 'one-is-enough', 'This is no administrator: one administrator does it alone');

/** What would be left: the database holds it too. @throws Problem 409 */
export async function assertKeepsSecurityAdmin(
  db: Db,
  { kind, about, content }: Pick<TwoPersonRequest, 'kind' | 'content'> & { about: string | { id: string } | null },
): Promise<void> {
  if (kind !== 'post-end' && kind !== 'deactivation') return;
  const person = typeof about === 'string' ? about : about!.id;
  const without = kind === 'post-end' ? { post: (content as { post: string }).post } : { person };
  if (!(await keepsSecurityAdmin(db, without)))
    throw new Problem(409, 'last-security-admin', 'No security administrator would be left');
}

/** One person alone does not do this to an administrator. */
export const byTwo = () =>
  new Problem(
    409,
    'administrator-by-two',
    'That an administrator goes or comes back is asked by one and decided by another',
  );
