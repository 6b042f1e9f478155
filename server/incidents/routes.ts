import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { actsIn } from './algorithms/lifecycle.ts';
import {
  Feed,
  GridLoad,
  HourCount,
  HourlyQuery,
  Incident,
  IncidentDetail,
  IncidentPage,
  IncidentQuery,
} from './contract.ts';
import { actRoutes } from './act-routes.ts';
import { findFeeds } from './feed-pulse.ts';
import { intakeRoutes } from './intake-routes.ts';
import { findEntries, findGridLoad, findHourlyCounts, findIncident, findOpenIncidents } from './store.ts';
import { findPastPage } from './past-page.ts';

const read = { access: allow('staff', 'incidents:read', { area: 'own', data: 'internal' }) };
const tags = ['incidents'];
const IncidentId = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const incidentRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(intakeRoutes(services));
    await app.register(actRoutes(services));
    await app.register(readRoutes(services));
  };

const readRoutes =
  ({ clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/',
      {
        config: read,
        schema: {
          tags,
          summary: 'Open incidents, gravest first; closed and duplicate ones in pages',
          querystring: IncidentQuery,
          response: { 200: Type.Union([Type.Array(Incident), IncidentPage]) },
        },
      },
      ({ db, query: { state, limit, after } }) =>
        state === 'open' ? findOpenIncidents(db) : findPastPage(db, state, limit, after),
    );

    app.get(
      '/by-grid',
      {
        config: read,
        schema: { tags, summary: 'Open incidents in each grid that has any', response: { 200: GridLoad } },
      },
      ({ db }) => findGridLoad(db),
    );

    app.get(
      '/hourly',
      {
        config: read,
        schema: {
          tags,
          summary: 'How many happened in each hour',
          querystring: HourlyQuery,
          response: { 200: Type.Array(HourCount) },
        },
      },
      ({ db, query }) => findHourlyCounts(db, query.hours, clock()),
    );

    app.get(
      '/feeds',
      { config: read, schema: { tags, summary: 'The pulse of each feed', response: { 200: Type.Array(Feed) } } },
      ({ db }) => findFeeds(db, clock()),
    );

    app.get(
      '/:id',
      {
        config: read,
        schema: { tags, summary: 'One incident with its story', params: IncidentId, response: { 200: IncidentDetail } },
      },
      async ({ db, params }) => {
        const incident = await findIncident(db, params.id);
        if (!incident) throw new Problem(404, 'no-such-incident', 'There is no such incident in your area');
        const target = incident.duplicateOf === null ? undefined : await findIncident(db, incident.duplicateOf);
        return {
          ...incident,
          entries: await findEntries(db, params.id),
          acts: [...actsIn(incident.state)],
          duplicateOfNumber: target?.number ?? null,
        };
      },
    );
  };
