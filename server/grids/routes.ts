import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { DivisionPath } from '../platform/contract.ts';
import { MomentQuery, readMoment } from '../platform/moment.ts';
import { Problem } from '../platform/problem.ts';
import {
  AtQuery,
  Division,
  DivisionDetail,
  DivisionQuery,
  GridDetail,
  GridPage,
  GridQuery,
  PlaceAt,
} from './contract.ts';
import { findDivision, findDivisions } from './divisions.ts';
import { findPlaceAt } from './place-at.ts';
import { findGrid, findGrids } from './store.ts';

const config = { access: allow(['staff', 'wall'], 'grids:read', { area: 'own', data: 'internal' }) };
const tags = ['grids'];

export const gridRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(divisionRoutes, { prefix: '/divisions' });

  app.get(
    '/',
    {
      config,
      schema: {
        tags,
        summary: 'Grids, in the order of their codes',
        querystring: GridQuery,
        response: { 200: GridPage },
      },
    },
    ({ db, query }) => findGrids(db, query),
  );

  app.get(
    '/at',
    {
      config,
      // Coercion would read a blank as 0, which is a place.
      preValidation: async ({ query }) => refuseBlanks(query),
      schema: {
        tags,
        summary: 'Every division and the grid that hold a point, and who answers for it',
        querystring: AtQuery,
        response: { 200: PlaceAt },
      },
    },
    ({ db, query }) => findPlaceAt(db, [query.lon, query.lat], readMoment(query)),
  );

  app.get(
    '/:code',
    {
      config,
      schema: {
        tags,
        summary: 'One grid with its outline',
        params: Type.Object({ code: Type.String({ pattern: '^\\d{15}$' }) }),
        querystring: Type.Object(MomentQuery),
        response: { 200: GridDetail },
      },
    },
    async ({ db, params, query }) => {
      const grid = await findGrid(db, params.code, readMoment(query));
      if (!grid) throw new Problem(404, 'no-such-grid', 'There is no such grid in your area');
      return grid;
    },
  );
};

const divisionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const open = { access: allow('public', 'grids:read-divisions', { area: 'none', data: 'public' }) };
  app.get(
    '/',
    {
      config: open,
      schema: {
        tags,
        summary: 'Divisions, parents before their children',
        querystring: DivisionQuery,
        response: { 200: Type.Array(Division) },
      },
    },
    ({ db, query }) => findDivisions(db, query),
  );

  app.get(
    '/:path',
    {
      config: open,
      schema: {
        tags,
        summary: 'One division with its outline',
        params: Type.Object({ path: DivisionPath }),
        response: { 200: DivisionDetail },
      },
    },
    async ({ db, params }) => {
      const division = await findDivision(db, params.path);
      if (!division) throw new Problem(404, 'no-such-division', 'There is no such division');
      return division;
    },
  );
};

function refuseBlanks(query: object): void {
  const blank = Object.entries(query).find(([, value]) => value === '');
  if (!blank) return;
  const errors = [{ pointer: `/querystring/${blank[0]}`, detail: 'must not be blank' }];
  throw new Problem(400, 'invalid-input', 'The input is not valid', { errors });
}
