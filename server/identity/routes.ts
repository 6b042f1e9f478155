import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { isSecureAddress } from '../platform/proxies.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { administrationRoutes } from './administration/routes.ts';
import { areaCookie } from './area-cookie.ts';
import { AreaChoice, Session } from './contract.ts';
import { allow, type Resolve } from './guard.ts';
import { isInside } from '../platform/division-path.ts';
import { applicationPasswordRoutes } from './machines/application-password-routes.ts';
import { deviceSessionRoutes } from './machines/device-session-routes.ts';
import { oidcRoutes } from './oidc/routes.ts';
import { proofRoutes } from './second-factor/proof-routes.ts';
import { secondFactorRoutes } from './second-factor/routes.ts';
import { secondStepRoutes } from './second-factor/sign-in-routes.ts';
import { answerWithSession, handOverBy, toSession } from './session-answer.ts';
import { openPasswordHashing } from './sign-in/password-hash.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { sessionRoutes } from './sign-in/session-routes.ts';

export const identityRoutes =
  (services: Services, resolve: Resolve): FastifyPluginAsyncTypebox =>
  async (app) => {
    const answer = answerWithSession(services, resolve);
    const withPasswords = { ...services, hashing: openPasswordHashing() };
    await app.register(signInRoutes(withPasswords, answer));
    await app.register(proofRoutes(withPasswords, answer));
    await app.register(secondStepRoutes(services, answer), { prefix: '/sign-in' });
    await app.register(secondFactorRoutes(services, handOverBy(services)), { prefix: '/second-factor' });
    await app.register(sessionRoutes(services));
    await app.register(oidcRoutes(services));
    await app.register(deviceSessionRoutes(services), { prefix: '/device-session' });
    await app.register(applicationPasswordRoutes(services), { prefix: '/application-passwords' });

    await app.register(administrationRoutes(services));

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
          .header('set-cookie', areaCookie(body.path, isSecureAddress(services.config)))
          .send();
      },
    );
  };
