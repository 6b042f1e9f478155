import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { MomentQuery, readMoment } from '../platform/moment.ts';
import { Problem } from '../platform/problem.ts';
import { Site, SitePage, SiteQuery } from './contract.ts';
import { findSite, findSites } from './store.ts';

const config = { access: allow(['staff', 'wall'], 'sites:read', { area: 'own', data: 'internal' }) };
const tags = ['sites'];

export const siteRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/',
    {
      config,
      schema: {
        tags,
        summary: 'Key sites, in the order of their codes',
        querystring: SiteQuery,
        response: { 200: SitePage },
      },
    },
    ({ db, query }) => findSites(db, query),
  );

  app.get(
    '/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One site',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        querystring: Type.Object(MomentQuery),
        response: { 200: Site },
      },
    },
    async ({ db, params, query }) => {
      const site = await findSite(db, params.id, readMoment(query));
      if (!site) throw new Problem(404, 'no-such-site', 'There is no such site in your area');
      return site;
    },
  );
};
