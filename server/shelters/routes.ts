import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { MomentQuery, readMoment } from '../platform/moment.ts';
import { Problem } from '../platform/problem.ts';
import { Shelter, ShelterPage, ShelterQuery } from './contract.ts';
import { findShelter, findShelters } from './store.ts';

const config = { access: allow(['staff', 'wall'], 'shelters:read', { area: 'own', data: 'internal' }) };
const tags = ['shelters'];

export const shelterRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/',
    {
      config,
      schema: {
        tags,
        summary: 'Shelters, in the order of their codes',
        querystring: ShelterQuery,
        response: { 200: ShelterPage },
      },
    },
    ({ db, query }) => findShelters(db, query),
  );

  app.get(
    '/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One shelter',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        querystring: Type.Object(MomentQuery),
        response: { 200: Shelter },
      },
    },
    async ({ db, params, query }) => {
      const shelter = await findShelter(db, params.id, readMoment(query));
      if (!shelter) throw new Problem(404, 'no-such-shelter', 'There is no such shelter in your area');
      return shelter;
    },
  );
};
