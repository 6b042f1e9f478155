import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Problem } from '../../platform/problem.ts';
import { PasswordChange, PostTaking, Session, SignIn } from '../contract.ts';
import type { AnswerWith } from '../session-answer.ts';
import { rotateSession, findSession } from '../sessions.ts';
import { findPostChoices } from '../store.ts';
import { signInByPassword, type SignInServices } from './by-password.ts';
import { changePassword } from './change-password.ts';
import { identityDb } from './identity-db.ts';
import { goOn, takeAPost } from './open-session.ts';
import { anybody, fromOf, sessionOf } from './session-of.ts';
import { findAccount } from './store.ts';

export const signInRoutes =
  (services: SignInServices, answer: AnswerWith): FastifyPluginAsyncTypebox =>
  async (app) => {
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
      async (request, reply) => answer(request, reply, await signInByPassword(services, request.body, fromOf(request))),
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
        return answer(request, reply, opened);
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
        answer(request, reply, await changePassword(services, sessionOf(request), request.body, fromOf(request))),
    );
  };
