import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { areaCookie } from './area-cookie.ts';
import { AreaChoice, Session } from './contract.ts';
import { allow, type Subject } from './guard.ts';
import { isInside } from '../platform/division-path.ts';
import { findTerritory, type Territory } from './store.ts';

export const identityRoutes =
  ({ db, clock, config }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/session',
      {
        config: { access: allow('public', 'identity:ask-who', { area: 'none', data: 'public' }) },
        schema: { tags: ['identity'], summary: 'Who I am here, and what I may see', response: { 200: Session } },
      },
      async ({ subject }, reply) => {
        reply.header('cache-control', 'no-store');
        return toSession(subject, await findTerritory(db), clock());
      },
    );

    app.put(
      '/area',
      {
        config: { access: allow('staff', 'identity:narrow', { area: 'own', data: 'internal' }) },
        schema: { tags: ['identity'], summary: 'Narrow what I see to one area', body: AreaChoice },
      },
      async ({ subject, body }, reply) => {
        if (!isInside(body.path, subject.whole))
          throw new Problem(403, 'area-not-yours', 'This area is outside of what you may see');
        return reply
          .code(204)
          .header('set-cookie', areaCookie(body.path, config.publicUrl.startsWith('https:')))
          .send();
      },
    );
  };

function toSession(subject: Subject, territory: readonly Territory[], now: Date): Session {
  const { user, scope, whole, demonstration, scopeEpoch } = subject;
  return {
    user: { ...user },
    role: scope.role,
    areas: [...scope.areas],
    choices: territory.filter(({ path }) => isInside(path, whole)).map(({ path, name }) => ({ path, name })),
    demonstration,
    scopeEpoch,
    now: now.toISOString(),
  };
}
