// The description of the API, made from the routes' own schemas, and a page that shows it without asking anybody else.
import swagger from '@fastify/swagger';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Access } from '../identity/guard.ts';
import { ProblemBody } from './contract.ts';

const READ: Access = { who: ['public'], act: 'platform:read-manual', area: 'none', data: 'public' };

/** Call before any route is added. */
export async function describeRoutes(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Fengsui 烽燧',
        version,
        description:
          'Every answer that is not a success is a problem by RFC 9457 (`application/problem+json`). Times are UTC ISO 8601, positions longitude first, EPSG:4326.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        schemas: { Problem: ProblemBody as object },
        securitySchemes: { feedKey: { type: 'http', scheme: 'bearer', description: 'The key of a feed' } },
      },
    },
    transform: ({ schema, url: registered, route }) => {
      const url = registered.replace(/(.)\/$/, '$1'); // the root of a capability answers with and without its slash
      const access = route.config?.access;
      if (schema?.hide || !access) return { schema, url };
      const response = { ...(schema?.response ?? { 200: { description: 'Success' } }), default: PROBLEM };
      const security = access.who.includes('feed') && !access.who.includes('public') ? [{ feedKey: [] }] : undefined;
      return { schema: { ...schema, response, ...(security && { security }) }, url };
    },
  });
}

const PROBLEM = {
  description: 'A problem by RFC 9457',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** GET /api/openapi.json and /api/docs */
export const manualRoutes: FastifyPluginAsync = async (app) => {
  const hidden = { config: { access: READ }, schema: { hide: true } };
  app.get('/openapi.json', hidden, async (_request, reply) => reply.type('application/json').send(app.swagger()));
  const parts = { '': 'page.html', '/page.js': 'page.js', '/page.css': 'page.css' };
  for (const [path, file] of Object.entries(parts)) {
    const content = await readFile(new URL(`./manual/${file}`, import.meta.url), 'utf8');
    app.get(`/docs${path}`, hidden, async (_request, reply) => reply.type(TYPES[file.split('.')[1]!]!).send(content));
  }
};

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};
