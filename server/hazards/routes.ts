import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { MomentQuery, readMoment } from '../platform/moment.ts';
import type { Services } from '../platform/services.ts';
import { assessmentRoutes } from './assessment/routes.ts';
import { HazardDetail, HazardPage, HazardQuery } from './contract.ts';
import { findHazard, findHazards, noSuchHazard } from './store.ts';

const config = { access: allow(['staff', 'wall'], 'hazards:read', { area: 'own', data: 'internal' }) };
const tags = ['hazards'];

export const hazardRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(assessmentRoutes(services));

    app.get(
      '/',
      {
        config,
        schema: {
          tags,
          summary: 'Registered hazards, the gravest first',
          querystring: HazardQuery,
          response: { 200: HazardPage },
        },
      },
      ({ db, query }) => findHazards(db, query),
    );

    app.get(
      '/:id',
      {
        config,
        schema: {
          tags,
          summary: 'One hazard',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          querystring: Type.Object(MomentQuery),
          response: { 200: HazardDetail },
        },
      },
      async ({ db, params, query }) => {
        const hazard = await findHazard(db, params.id, readMoment(query));
        if (!hazard) throw noSuchHazard();
        return hazard;
      },
    );
  };
