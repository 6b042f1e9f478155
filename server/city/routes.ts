import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { sendBasemap } from './basemap.ts';
import { City, Place, TIANDITU_LAYERS } from './contract.ts';
import { findCity, findPlace } from './store.ts';
import { fetchTianditu } from './tianditu.ts';

const open = { access: allow('public', 'city:read', { area: 'none', data: 'public' }) };
const tags = ['city'];

const TileParams = Type.Object({
  layer: Type.Enum([...TIANDITU_LAYERS]),
  z: Type.Integer({ minimum: 1, maximum: 18 }),
  x: Type.Integer({ minimum: 0, maximum: 2 ** 18 - 1 }),
  y: Type.Integer({ minimum: 0, maximum: 2 ** 18 - 1 }),
});

export const cityRoutes =
  ({ config }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/',
      { config: open, schema: { tags, summary: 'The city that is loaded', response: { 200: City } } },
      async ({ db }) => {
        const city = await findCity(db);
        if (!city) throw new Problem(404, 'no-city', 'No city is loaded yet');
        return { ...city, tianditu: config.tiandituKey !== undefined };
      },
    );

    app.get(
      '/places/:id',
      {
        config: open,
        schema: {
          tags,
          summary: 'One place of the gazetteer',
          params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
          response: { 200: Place },
        },
      },
      async ({ db, params }) => {
        const place = await findPlace(db, params.id);
        if (!place) throw new Problem(404, 'no-such-place', 'There is no such place');
        return place;
      },
    );

    app.get(
      '/basemap/:file',
      {
        config: open,
        schema: {
          tags,
          summary: 'The basemap, a PMTiles archive to be read by ranges',
          params: Type.Object({ file: Type.String({ pattern: '^[0-9a-f]{16}\\.pmtiles$' }) }),
        },
      },
      ({ db, params, headers }, reply) => sendBasemap(reply, db, config.dataDir, params.file, headers.range),
    );

    app.get(
      '/tianditu/:layer/:z/:x/:y',
      {
        config: { access: allow(['staff', 'wall'], 'city:read-tianditu', { area: 'none', data: 'internal' }) },
        schema: { tags, summary: 'A tile of 天地图, where a key is configured', params: TileParams },
      },
      async ({ params }, reply) => {
        if (!config.tiandituKey) throw new Problem(404, 'no-tianditu', '天地图 is not switched on here');
        if (Math.max(params.x, params.y) >= 2 ** params.z)
          throw new Problem(400, 'invalid-tile', 'There is no such tile');
        const { type, body } = await fetchTianditu(params, config.tiandituKey);
        return reply.header('cache-control', 'private, max-age=86400').type(type).send(body);
      },
    );
  };
