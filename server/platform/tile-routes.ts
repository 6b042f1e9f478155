// GET /api/tiles/… and the legend's GET /api/layers.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { Type } from 'typebox';
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Access, Subject } from '../identity/guard.ts';
import { BoxText, LayerStatus, MomentQuery } from './contract.ts';
import type { PublicRoom } from './lanes/public-room.ts';
import { momentQuery, readMoment, type Moment } from './moment.ts';
import { boxGeometry, readBox } from './page.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';
import { readTileAddress, type TileAddress } from './tile-address.ts';
import { TileCache } from './tile-cache.ts';
import { encodeTile } from './tile-encoding.ts';
import { atMoment, findLastTurn, isSettled } from './tile-moment.ts';
import { findLayerVersion, tileScope, type TileScope } from './tile-scope.ts';
import type { TileLayer } from './tiles.ts';

const FETCH: Access = { who: ['public'], act: 'platform:fetch-tile', area: 'none', data: 'public' };
const LIST: Access = { who: ['public'], act: 'platform:list-layers', area: 'none', data: 'public' };
const YEAR_S = 31_536_000;
const zip = promisify(gzip);
const unzip = promisify(gunzip);

interface TileOptions {
  readonly layers: readonly TileLayer[];
  readonly isAllowed: (access: Access, subject: Subject) => boolean;
  readonly publicRoom: Pick<PublicRoom, 'boundInTurn'>;
}

/** Routes under /api. What a layer may show is decided by the layer's own access, before any cache is looked at. */
export const tileRoutes =
  (services: Services, { layers, isAllowed, publicRoom }: TileOptions): FastifyPluginAsyncTypebox =>
  async (app) => {
    const cache = new TileCache();
    const { database } = services;
    const boundTo = ({ caller }: Subject, { scope }: TileScope): Db =>
      caller === 'public' ? publicRoom.boundInTurn(database.as(scope)) : database.as(scope);
    const seenBy = (subject: Subject) => layers.filter(({ access }) => isAllowed(access, subject));

    app.get(
      '/tiles/:layer/:version/:scopeKey/:z/:x/:y',
      {
        config: { access: FETCH },
        schema: {
          tags: ['tiles'],
          summary: 'One vector tile; take the address from /api/layers, the last part ends in .mvt',
          params: Type.Object({
            layer: Type.String({ maxLength: 64 }),
            version: Type.String({ pattern: '^\\d{1,15}$' }),
            scopeKey: Type.String({ maxLength: 64 }),
            z: Type.String({ maxLength: 16 }),
            x: Type.String({ maxLength: 16 }),
            y: Type.String({ maxLength: 16 }),
          }),
          querystring: Type.Object(MomentQuery),
        },
      },
      async ({ params, query, subject, headers }, reply) => {
        const moment = readMoment(query);
        const today = seenBy(subject).find(({ name }) => name === params.layer);
        const layer = today && atMoment(today, moment);
        if (!layer) throw new Problem(404, 'no-such-layer', 'There is no such layer');
        const address = addressOf(layer, params);
        const scope = tileScope(layer, subject);
        if (scope.key !== params.scopeKey) throw new Problem(404, 'other-scope', 'These tiles belong to another scope');
        const db = boundTo(subject, scope);
        const { version } = await findLayerVersion(db, layer, scope);
        const { z, x, y } = address;
        const make = async () => zip((await encodeTile(db, database.engine, layer, address)).bytes);
        const settled = isSettled(moment, services.clock());
        const key = [layer.name, scope.key, version, z, x, y, momentQuery(moment)].join('/');
        const bytes = await (settled ? cache.get(key, make) : make());
        const zipped = /\bgzip\b/.test(headers['accept-encoding'] ?? '');
        if (zipped) reply.header('content-encoding', 'gzip');
        return reply
          .header('cache-control', cacheControl(scope, settled && Number(params.version) === version))
          .header('vary', 'accept-encoding')
          .type('application/vnd.mapbox-vector-tile')
          .send(zipped ? bytes : await unzip(bytes));
      },
    );

    app.get(
      '/layers',
      {
        config: { access: LIST },
        schema: {
          tags: ['tiles'],
          summary: 'The layers I may see: how much is in the box, how old it is, where its tiles are',
          querystring: Type.Object({ bbox: Type.Optional(BoxText), ...MomentQuery }),
          response: { 200: Type.Array(LayerStatus) },
        },
      },
      async ({ query, subject }, reply) => {
        reply.header('cache-control', 'private, no-cache');
        const status = [];
        const moment = readMoment(query);
        for (const layer of seenBy(subject)) {
          const scope = tileScope(layer, subject);
          status.push(await findStatus(boundTo(subject, scope), layer, scope, query.bbox, moment));
        }
        return status;
      },
    );
  };

function addressOf(layer: TileLayer, { z, x, y }: { z: string; x: string; y: string }): TileAddress {
  const address = readTileAddress(z, x, y);
  if (!address) throw new Problem(400, 'no-such-tile', 'The numbers are no tile of the pyramid');
  if (address.z < layer.minZoom || address.z > layer.maxZoom) {
    const detail = `This layer has zooms ${layer.minZoom} to ${layer.maxZoom}`;
    throw new Problem(400, 'zoom-not-served', 'The layer has no tiles at this zoom', { detail });
  }
  return address;
}

/** An address of an older version answers with what is there now, and must not be kept. */
function cacheControl({ isPublic }: TileScope, isCurrent: boolean): string {
  if (!isCurrent) return isPublic ? 'no-cache' : 'private, no-cache';
  return `${isPublic ? 'public' : 'private'}, max-age=${YEAR_S}, immutable`;
}

/** Of a past moment the tiles are asked for at the last turn before it: until the next one they are the same, and stay in the cache. */
async function findStatus(
  db: Db,
  layer: TileLayer,
  scope: TileScope,
  bbox: string | undefined,
  moment: Moment,
): Promise<LayerStatus> {
  const { version, updatedAt } = await findLayerVersion(db, layer, scope);
  const past = layer.history !== undefined && moment !== undefined;
  const turn = past ? await findLastTurn(db, layer.history, moment) : null;
  const query = past ? `?${momentQuery({ how: moment.how, at: turn ?? moment.at })}` : '';
  return {
    layer: layer.name,
    count: await countIn(db, atMoment(layer, moment), bbox),
    dataAt: past ? turn : updatedAt,
    tiles: `/api/tiles/${layer.name}/${version}/${scope.key}/{z}/{x}/{y}.mvt${query}`,
    minZoom: layer.minZoom,
    maxZoom: layer.maxZoom,
  };
}

async function countIn(db: Db, layer: TileLayer, bbox: string | undefined): Promise<number> {
  const box = boxGeometry(bbox === undefined ? [-180, -90, 180, 90] : readBox(bbox));
  const touches = bbox === undefined ? sql`` : sql`WHERE ST_Intersects(f.geom, ${box})`;
  const row = await db.one<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM (${layer.rows(box, layer.maxZoom)}) f ${touches}`);
  return row?.count ?? 0;
}
