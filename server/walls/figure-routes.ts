// The wall's figures: what happened in the last hours, what stands in each county.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { allow } from '../identity/guard.ts';
import { readMoment, type Moment } from '../platform/moment.ts';
import type { Services } from '../platform/services.ts';
import { foldAges, foldTrends } from './algorithms/fold-trends.ts';
import { CountyCounts, FigureQuery, IncidentTrends, TrendQuery } from './contract.ts';
import { countHazards, countIncidents, countOpenAges, countShelters, findCounties } from './figures.ts';

const tags = ['walls'];
const read = { access: allow(['staff', 'wall'], 'walls:count', { area: 'own', data: 'internal' }) };

export const figureRoutes =
  ({ clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const momentOf = (moment: Moment) => (moment ? new Date(moment.at) : clock());

    app.get(
      '/trends',
      {
        config: read,
        schema: {
          tags,
          summary: 'Incidents of the last hours by hour, county, kind and level; open ones by age',
          querystring: TrendQuery,
          response: { 200: IncidentTrends },
        },
      },
      ({ db, query }) => {
        const moment = readMoment(query);
        const at = momentOf(moment);
        return db.transaction(async (tx) => {
          const cells = await countIncidents(tx, moment, { at, hours: query.hours });
          const ages = await countOpenAges(tx, moment, at);
          return {
            at: at.toISOString(),
            dataAt: newest([...cells, ...ages]),
            ...foldTrends(cells, { at, hours: query.hours, counties: await findCounties(tx) }),
            openByAge: foldAges(ages),
          };
        });
      },
    );

    app.get(
      '/counties',
      {
        config: read,
        schema: {
          tags,
          summary: 'Shelters and hazards of each county',
          querystring: FigureQuery,
          response: { 200: CountyCounts },
        },
      },
      ({ db, query }) => {
        const moment = readMoment(query);
        return db.transaction(async (tx) => {
          const shelters = await countShelters(tx, moment);
          const hazards = await countHazards(tx, moment);
          const counties = (await findCounties(tx)).map(({ path, name }) => ({
            divisionPath: path,
            name,
            shelters: shelters.filter(({ county }) => county === path),
            hazards: hazards.filter(({ county }) => county === path),
          }));
          return {
            at: momentOf(moment).toISOString(),
            sheltersAt: newest(shelters),
            hazardsAt: newest(hazards),
            counties,
          };
        });
      },
    );
  };

const newest = (rows: readonly { recordedAt: string }[]) =>
  rows.reduce<string | null>((last, { recordedAt }) => (last === null || recordedAt > last ? recordedAt : last), null);
