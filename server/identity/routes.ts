import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { areaCookie } from './area-cookie.ts';
import { AreaChoice, Session } from './contract.ts';
import { allow, isAllowed, type Subject } from './guard.ts';
import { isInside } from '../platform/division-path.ts';
import { findPostChoices, findTerritory, type Territory } from './store.ts';

export const identityRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/session',
      {
        config: { access: allow('public', 'identity:ask-who', { area: 'none', data: 'public' }) },
        schema: { tags: ['identity'], summary: 'Who I am here, and what I may see', response: { 200: Session } },
      },
      async ({ subject }, reply) => {
        reply.header('cache-control', 'no-store');
        return toSession(services, subject);
      },
    );

    app.put(
      '/area',
      {
        config: { access: allow(['staff', 'wall'], 'identity:narrow', { area: 'own', data: 'internal' }) },
        schema: { tags: ['identity'], summary: 'Narrow what I see to one area', body: AreaChoice },
      },
      async ({ subject, body }, reply) => {
        if (!isInside(body.path, subject.whole))
          throw new Problem(403, 'area-not-yours', 'This area is outside of what you may see');
        return reply
          .code(204)
          .header('set-cookie', areaCookie(body.path, services.config.publicUrl.startsWith('https:')))
          .send();
      },
    );
  };

/** Who is asking, with what they may do by the declarations of everything. */
async function toSession({ db, clock, declarations }: Services, subject: Subject): Promise<Session> {
  const { user, caller, scope, whole, session, scopeEpoch } = subject;
  const territory = await findTerritory(db);
  const acts = declarations.all().flatMap(({ access }) => (isAllowed(access, subject) ? [access.act] : []));
  return {
    user: { ...user },
    role: caller,
    step: session?.step ?? null,
    areas: [...scope.areas],
    choices: choicesOf(territory, whole),
    posts: session && session.step !== 'second-factor' ? await findPostChoices(db, session.personId) : [],
    post: session?.postId ?? null,
    acts: [...new Set(acts)].sort(),
    scopeEpoch,
    now: clock().toISOString(),
  };
}

/** The areas of the scope and the counties inside of them, by name. */
const choicesOf = (territory: readonly Territory[], whole: readonly string[]) =>
  territory.filter(({ path }) => isInside(path, whole)).map(({ path, name }) => ({ path, name }));
