import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { readMoment } from '../platform/moment.ts';
import { readNeedle } from './algorithms/needle.ts';
import { SearchHit, SearchQuery } from './contract.ts';
import { findHits } from './store.ts';

export const searchRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/',
    {
      config: { access: allow('staff', 'search:read', { area: 'own', data: 'internal' }) },
      schema: {
        tags: ['search'],
        summary: 'Everything by Chinese name, pinyin initials, pinyin or code; best first',
        querystring: SearchQuery,
        response: { 200: Type.Array(SearchHit) },
      },
    },
    async ({ db, query }) => {
      const needle = readNeedle(query.q);
      return needle ? findHits(db, needle, query.limit, readMoment(query)) : [];
    },
  );
};
