import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { provenUntil } from '../algorithms/fresh-proof.ts';
import type { Services } from '../../platform/services.ts';
import { PasskeyDraft, RecoveryCodes, SecondFactors, TotpCode, TotpDraft } from '../contract.ts';
import type { HandOver } from '../session-answer.ts';
import { anybody, fromOf, sessionOf } from '../sign-in/session-of.ts';
import { confirmAuthenticator, draftAuthenticator, removeAuthenticator, renewRecoveryCodes } from './authenticator.ts';
import { provenSessionOf } from './fresh-proof.ts';
import { addPasskey, draftPasskey, removePasskey } from './passkeys.ts';
import { OPTIONS } from './sign-in-routes.ts';
import { findSecondFactors } from './store.ts';

/**
 * The second factors of one's own account. Each change asks for a proof that is fresh (`provenSessionOf`). Open in the middle of a sign-in too: who needs one first has to set it up.
 */
export const secondFactorRoutes =
  (services: Services, handOver: HandOver): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tags = ['identity'];

    app.get(
      '/',
      {
        config: { access: anybody('read-second-factor') },
        schema: { tags, summary: 'My second factors', response: { 200: SecondFactors } },
      },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        const session = sessionOf(request);
        const until = provenUntil(session, services.clock());
        return {
          ...(await findSecondFactors(services.db, session.personId)),
          provenUntil: until?.toISOString() ?? null,
        };
      },
    );

    app.post(
      '/totp',
      {
        config: { access: anybody('change-second-factor') },
        schema: { tags, summary: 'Begins to set up an authenticator', response: { 200: TotpDraft } },
      },
      async (request) => draftAuthenticator(services, await provenSessionOf(services, request), fromOf(request)),
    );

    app.put(
      '/totp',
      {
        config: { access: anybody('change-second-factor') },
        schema: {
          tags,
          summary: 'Confirms the authenticator by a code of it',
          body: TotpCode,
          response: { 200: RecoveryCodes },
        },
      },
      async (request, reply) => {
        const { recoveryCodes, ...opened } = await confirmAuthenticator(
          services,
          await provenSessionOf(services, request),
          request.body.code,
          fromOf(request),
        );
        handOver(reply, opened);
        return { recoveryCodes };
      },
    );

    app.delete(
      '/totp',
      {
        config: { access: anybody('change-second-factor') },
        schema: { tags, summary: 'Takes the authenticator away' },
      },
      async (request, reply) => {
        await removeAuthenticator(services, await provenSessionOf(services, request), fromOf(request));
        return reply.code(204).send();
      },
    );

    app.post(
      '/recovery-codes',
      {
        config: { access: anybody('change-second-factor') },
        schema: { tags, summary: 'Ten other recovery codes', response: { 200: RecoveryCodes } },
      },
      async (request) => ({
        recoveryCodes: await renewRecoveryCodes(services, await provenSessionOf(services, request), fromOf(request)),
      }),
    );

    app.post(
      '/passkeys/options',
      {
        config: { access: anybody('change-second-factor') },
        schema: { tags, summary: 'What a device makes a passkey with', response: { 200: OPTIONS } },
      },
      async (request) => draftPasskey(services, await provenSessionOf(services, request)),
    );

    app.post(
      '/passkeys',
      {
        config: { access: anybody('change-second-factor') },
        schema: { tags, summary: 'Keeps a passkey', body: PasskeyDraft },
      },
      async (request, reply) => {
        const session = await provenSessionOf(services, request);
        handOver(reply, await addPasskey(services, session, request.body, fromOf(request)));
        return reply.code(204).send();
      },
    );

    app.delete(
      '/passkeys/:id',
      {
        config: { access: anybody('change-second-factor') },
        schema: { tags, summary: 'Takes a passkey away', params: Type.Object({ id: Type.String({ maxLength: 200 }) }) },
      },
      async (request, reply) => {
        const session = await provenSessionOf(services, request);
        await removePasskey(services, session, request.params.id, fromOf(request));
        return reply.code(204).send();
      },
    );
  };
