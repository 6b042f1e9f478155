import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Proof, Session } from '../contract.ts';
import type { AnswerWith } from '../session-answer.ts';
import type { SignInServices } from '../sign-in/by-password.ts';
import { anybody, fromOf, sessionOf } from '../sign-in/session-of.ts';
import { prove } from './fresh-proof.ts';

export const proofRoutes =
  (services: SignInServices, answer: AnswerWith): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/proof',
      {
        config: { access: anybody('prove') },
        schema: {
          tags: ['identity'],
          summary: 'Shows once more who I am, before I change how I sign in',
          body: Proof,
          response: { 200: Session },
        },
      },
      async (request, reply) =>
        answer(request, reply, await prove(services, sessionOf(request), request.body, fromOf(request))),
    );
  };
