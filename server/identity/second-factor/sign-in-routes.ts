import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { PasskeySignIn, SecondFactorAnswer, Session, type PasskeyOptions } from '../contract.ts';
import type { AnswerWith } from '../session-answer.ts';
import { anybody, begunSessionOf, fromOf } from '../sign-in/session-of.ts';
import { answerSecondFactor } from './authenticator.ts';
import { askForPasskey, signInByPasskey } from './passkeys.ts';

/** WebAuthn's own words, passed on as they are. */
export const OPTIONS = Type.Unsafe<PasskeyOptions>({ type: 'object', additionalProperties: true });

/** The second step of a sign-in, and the sign-in that needs none. */
export const secondStepRoutes =
  (services: Services, answer: AnswerWith): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tags = ['identity'];

    app.post(
      '/second-factor',
      {
        config: { access: anybody('sign-in') },
        schema: { tags, summary: 'Answers with a code', body: SecondFactorAnswer, response: { 200: Session } },
      },
      async (request, reply) => {
        const session = begunSessionOf(request);
        if (session.step !== 'second-factor')
          throw new Problem(409, 'sign-in-moved-on', 'The sign-in is past this step');
        return answer(request, reply, await answerSecondFactor(services, session, request.body, fromOf(request)));
      },
    );

    app.post(
      '/passkey-options',
      {
        config: { access: anybody('sign-in') },
        schema: { tags, summary: 'What a passkey is asked to sign', response: { 200: OPTIONS } },
      },
      ({ subject: { session } }) => askForPasskey(services, session),
    );

    app.post(
      '/passkey',
      {
        config: { access: anybody('sign-in') },
        schema: { tags, summary: 'Signs in by a passkey', body: PasskeySignIn, response: { 200: Session } },
      },
      async (request, reply) => answer(request, reply, await signInByPasskey(services, request.body, fromOf(request))),
    );
  };
