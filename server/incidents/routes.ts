import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { isInside } from '../platform/division-path.ts';
import { MomentQuery, readMoment } from '../platform/moment.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { Instant } from '../platform/contract.ts';
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
  TurnsQuery,
} from './contract.ts';
import { actRoutes } from './act-routes.ts';
import { audienceRoutes } from './audience-routes.ts';
import { findFeeds } from './feed-pulse.ts';
import { intakeRoutes } from './intake-routes.ts';
import { findEntries, findGridLoad, findHourlyCounts, findIncident, findOpenIncidents, findTurns } from './store.ts';
import { findPastPage } from './past-page.ts';

const read = { access: allow(['staff', 'wall'], 'incidents:read', { area: 'own', data: 'internal' }) };
const tags = ['incidents'];
const MOST_TURNS_MS = 3 * 24 * 3_600_000;
const IncidentId = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const incidentRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(intakeRoutes(services));
    await app.register(actRoutes(services));
    await app.register(audienceRoutes(services));
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
      ({ db, query }) => {
        const { state, limit, after } = query;
        const moment = readMoment(query);
        return state === 'open' ? findOpenIncidents(db, moment) : findPastPage(db, state, { limit, after, moment });
      },
    );

    app.get(
      '/by-grid',
      {
        config: read,
        schema: {
          tags,
          summary: 'Open incidents in each grid that has any',
          querystring: Type.Object(MomentQuery),
          response: { 200: GridLoad },
        },
      },
      ({ db, query }) => findGridLoad(db, readMoment(query)),
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
      ({ db, query }) => {
        const moment = readMoment(query);
        const until = query.until ?? moment?.at ?? clock().toISOString();
        return findHourlyCounts(db, query.hours, until, moment);
      },
    );

    app.get(
      '/turns',
      {
        config: read,
        schema: {
          tags,
          summary: 'When something was told of an incident, for stepping from one to the next',
          querystring: TurnsQuery,
          response: { 200: Type.Array(Instant) },
        },
      },
      ({ db, query: { from, until } }) => {
        if (Date.parse(until) - Date.parse(from) > MOST_TURNS_MS)
          throw new Problem(400, 'span-too-long', 'At most three days can be asked for at once');
        return findTurns(db, from, until);
      },
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
        schema: {
          tags,
          summary: 'One incident with its story',
          params: IncidentId,
          querystring: Type.Object(MomentQuery),
          response: { 200: IncidentDetail },
        },
      },
      async ({ db, params, query, subject }) => {
        const moment = readMoment(query);
        const incident = await findIncident(db, params.id, moment);
        if (!incident) throw new Problem(404, 'no-such-incident', 'There is no such incident in your area');
        const target = incident.duplicateOf === null ? undefined : await findIncident(db, incident.duplicateOf, moment);
        const held = isInside(incident.divisionPath, subject.scope.areas);
        return {
          ...incident,
          entries: await findEntries(db, params.id, moment),
          acts: moment || !held ? [] : [...actsIn(incident.state)], // nothing can be done in the past
          held,
          duplicateOfNumber: target?.number ?? null,
        };
      },
    );
  };
