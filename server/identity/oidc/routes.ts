// Single sign-on: to the provider, back from it, and out. A browser walks here by itself, so that refusals become an address too.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { isSecureAddress } from '../../platform/proxies.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { PROBLEM, wayBack } from '../algorithms/way-back.ts';
import { EndSession, SignInWays } from '../contract.ts';
import { sessionCookie } from '../session-cookie.ts';
import { wasOpenedBy } from '../sessions.ts';
import { anybody, fromOf } from '../sign-in/session-of.ts';
import { attemptCookie, attemptToken, keepAttempt, takeAttempt } from './attempts.ts';
import { openDesk, type Desk } from './desk.ts';
import { newSecrets } from './provider.ts';
import { signInByProvider } from './sign-in.ts';

const tags = ['identity'];
const Start = Type.Object({ back: Type.Optional(Type.String({ maxLength: 2000 })) });

export const oidcRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, clock, config, log } = services;
    const secure = isSecureAddress(config);
    const desk = config.oidc && openDesk(config.oidc, config.publicUrl, log);

    app.get(
      '/sign-in/ways',
      {
        config: { access: { ...anybody('ask-ways'), beforeSetUp: true } },
        schema: { tags, summary: 'How one may sign in here', response: { 200: SignInWays } },
      },
      async (_request, reply) => {
        reply.header('cache-control', 'no-store');
        return { oidc: config.oidc ? { name: config.oidc.name } : null, passkey: true };
      },
    );

    app.get(
      '/oidc/start',
      {
        config: { access: anybody('start-oidc') },
        schema: { tags, summary: 'To the provider of single sign-on', querystring: Start },
      },
      async ({ query }, reply) =>
        orSay(reply, wayBack(query.back, config.publicUrl), async () => {
          const { provider } = present(desk);
          const attempt = { ...newSecrets(), back: wayBack(query.back, config.publicUrl) };
          const url = await provider.askFor(attempt);
          reply.header('set-cookie', attemptCookie(await keepAttempt(db, attempt, clock()), secure));
          return goTo(reply, url.href);
        }),
    );

    app.get(
      '/oidc/callback',
      {
        config: { access: anybody('finish-oidc') },
        schema: {
          tags,
          summary: 'Back from the provider',
          querystring: Type.Object({ state: Type.Optional(Type.String({ maxLength: 200 })) }),
        },
      },
      async (request, reply) => {
        const token = attemptToken(request.headers.cookie, secure);
        const { state } = request.query;
        const attempt =
          token === undefined || state === undefined ? undefined : await takeAttempt(db, token, state, clock());
        return orSay(reply, attempt?.back ?? '/', async () => {
          const { provider, map } = present(desk);
          if (!attempt) throw new Problem(403, 'oidc-expired', 'This sign-in is over, or was begun elsewhere');
          const proven = await provider.identify(request.url.split('?')[1] ?? '', attempt);
          const opened = await signInByProvider(services, map, proven, fromOf(request));
          reply
            .header('set-cookie', attemptCookie(undefined, secure))
            .header('set-cookie', sessionCookie(opened.token, secure));
          if (opened.knownBrowser !== undefined) reply.header('set-cookie', opened.knownBrowser);
          return goTo(reply, attempt.back);
        });
      },
    );

    app.get(
      '/oidc/end-session',
      {
        config: { access: anybody('ask-end-session') },
        schema: { tags, summary: 'Where to sign out at the provider too', response: { 200: EndSession } },
      },
      async ({ subject: { session } }, reply) => {
        reply.header('cache-control', 'no-store');
        const isTheirs = session !== undefined && (await wasOpenedBy(db, session.id, 'oidc'));
        const url = isTheirs ? await desk?.provider.endSession() : undefined;
        return { url: url?.href ?? null };
      },
    );
  };

function present(desk: Desk | undefined): Desk {
  if (!desk) throw new Problem(404, 'oidc-off', 'No single sign-on is set up here');
  return desk;
}

/** What a person can do something about is said on the sign-in page, where the browser then is. */
function orSay(reply: FastifyReply, back: string, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  return work().catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    const page = new URL(back, 'http://here');
    page.searchParams.set(PROBLEM, error.code);
    return goTo(reply, `${page.pathname}${page.search}${page.hash}`);
  });
}

const goTo = (reply: FastifyReply, url: string) => reply.header('cache-control', 'no-store').redirect(url, 303);
