import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../platform/problem.ts';
import { PasswordChange, PostTaking, Session, SignIn } from '../contract.ts';
import { allow, type SessionOfSubject } from '../guard.ts';
import type { AnswerWith } from '../session-answer.ts';
import { rotateSession, findSession } from '../sessions.ts';
import { findPostChoices } from '../store.ts';
import { signInByPassword, type SignInServices } from './by-password.ts';
import { changePassword } from './change-password.ts';
import { identityDb, type From } from './identity-db.ts';
import { goOn, takeAPost, type Opened } from './open-session.ts';
import { findAccount } from './store.ts';

/** Whoever is in the middle of a sign-in is nobody yet: these let everybody in and look at the session themselves. */
export const anybody = (act: string) => allow('public', `identity:${act}`, { area: 'none', data: 'public' });

export const fromOf = ({ ip, headers }: FastifyRequest): From => ({
  address: ip,
  agent: headers['user-agent'],
  cookies: headers.cookie,
});

/** @throws Problem 401 without a session, 403 where its sign-in is not that far */
export function sessionOf({ subject: { session } }: FastifyRequest): SessionOfSubject {
  if (!session) throw new Problem(401, 'not-signed-in', 'This needs a sign-in or a key');
  if (session.step === 'second-factor') throw new Problem(403, 'second-factor-needed', 'The second factor comes first');
  return session;
}

export const signInRoutes =
  (services: SignInServices, answer: AnswerWith): FastifyPluginAsyncTypebox =>
  async (app) => {
    const goOnWith = (request: FastifyRequest, reply: FastifyReply, { token, knownBrowser }: Opened) => {
      if (knownBrowser !== undefined) reply.header('set-cookie', knownBrowser);
      return answer(request, reply, token);
    };

    app.post(
      '/sign-in',
      {
        config: { access: anybody('sign-in') },
        schema: {
          tags: ['identity'],
          summary: 'Signs in by name and password',
          body: SignIn,
          response: { 200: Session },
        },
      },
      async (request, reply) =>
        goOnWith(request, reply, await signInByPassword(services, request.body, fromOf(request))),
    );

    app.put(
      '/post',
      {
        config: { access: anybody('take-post') },
        schema: {
          tags: ['identity'],
          summary: 'Takes a post, or changes it',
          body: PostTaking,
          response: { 200: Session },
        },
      },
      async (request, reply) => {
        const { id, personId, step } = sessionOf(request);
        if (step === 'new-password') throw new Problem(403, 'new-password-needed', 'A new password comes first');
        const account = await findAccount(services.db, personId);
        const opened = await identityDb(services, personId, account, { address: request.ip }).transaction(
          async (tx) => {
            const chosen = (await findPostChoices(tx, personId)).find(({ id: post }) => post === request.body.post);
            if (!chosen) throw new Problem(404, 'no-such-post', 'This is no post of yours, or no longer');
            const token = await rotateSession(tx, id);
            await takeAPost(tx, services.config, (await findSession(tx, token))!, chosen);
            return goOn(tx, services, token, fromOf(request));
          },
        );
        return goOnWith(request, reply, opened);
      },
    );

    app.put(
      '/password',
      {
        config: { access: anybody('change-password') },
        schema: {
          tags: ['identity'],
          summary: 'Sets a new password',
          body: PasswordChange,
          response: { 200: Session },
        },
      },
      async (request, reply) =>
        goOnWith(request, reply, await changePassword(services, sessionOf(request), request.body, fromOf(request))),
    );
  };
