import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { Problem } from '../platform/problem.ts';
import { PUBLIC_PAGE_POLICY } from '../platform/security-headers.ts';
import type { Services } from '../platform/services.ts';
import { answersOf, templateIn } from './answers.ts';
import { sendPacked } from './packed.ts';

const config = { access: allow('public', 'portal:read', { area: 'none', data: 'public', beforeSetUp: true }) };
const tags = ['portal'];

/** The same bytes for everybody: no cookie is looked at, no row of a register is touched. They come packed. */
export const portalRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const answers = answersOf(services);

    app.get(
      '/published',
      {
        config,
        compress: false,
        schema: { tags, summary: 'All that is published: hazards, shelters, what to do; answers with a strong ETag' },
      },
      async (request, reply) => {
        const packed = await answers.published();
        if (!packed) throw new Problem(404, 'no-city', 'No city is loaded yet');
        return sendPacked(request, reply, packed);
      },
    );

    app.get(
      '/places',
      {
        config,
        compress: false,
        schema: { tags, summary: 'Names of places, to look an address up on the device; answers with a strong ETag' },
      },
      async (request, reply) => sendPacked(request, reply, await answers.places()),
    );
  };

/** The page of the public at its own address, with the list in it for browsers that run no script. */
export const portalPages =
  (services: Services, clientDir: string | undefined): FastifyPluginAsyncTypebox =>
  async (app) => {
    const answers = answersOf(services);
    const template = templateIn(clientDir);

    app.get(
      '/public',
      {
        config,
        compress: false,
        schema: {
          tags,
          summary: 'The page of the public, with the list in it for browsers that run no script',
          querystring: Type.Object({ lang: Type.Optional(Type.String({ maxLength: 20 })) }),
        },
      },
      async (request, reply) => {
        reply.header('content-security-policy', PUBLIC_PAGE_POLICY);
        const language = request.query.lang === 'en' ? 'en' : 'zh';
        return sendPacked(request, reply, await answers.page(template, language));
      },
    );

    // As people type it, and as some write it on paper: the same page, not the console's.
    app.get('/public/', { config, schema: { hide: true } }, async ({ url }, reply) =>
      reply.redirect(url.replace('/public/', '/public'), 308),
    );
  };
