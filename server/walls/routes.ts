import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { networkInterfaces } from 'node:os';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { isInside } from '../platform/division-path.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { change, command, endPairing, forget, noSuchWall, register, report } from './acts.ts';
import { remoteAddress } from './algorithms/remote-address.ts';
import { PairingCode, Wall, WallChange, WallCommand, WallRegistration, WallReport } from './contract.ts';
import { figureRoutes } from './figure-routes.ts';
import { issueCode } from './pairing.ts';
import { pairingRoutes, remoteRoutes } from './remote-routes.ts';
import { findWall, findWalls, lockWall } from './store.ts';

const tags = ['walls'];
const read = { access: allow(['staff', 'wall'], 'walls:read', { area: 'own', data: 'internal' }) };
const run = { access: allow(['duty-officer', 'manager', 'wall'], 'walls:run', { area: 'own', data: 'internal' }) };
const WallId = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const wallRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(pairingRoutes(services));
    await app.register(remoteRoutes(services), { prefix: '/remote' });
    await app.register(figureRoutes(services));
    await app.register(screenRoutes(services));
    await app.register(steeringRoutes(services));
  };

/** The screen speaks of itself. */
const screenRoutes =
  ({ events, clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/',
      { config: read, schema: { tags, summary: 'Walls in my area', response: { 200: Type.Array(Wall) } } },
      ({ db }) => findWalls(db),
    );

    app.get(
      '/:id',
      { config: read, schema: { tags, summary: 'One wall', params: WallId, response: { 200: Wall } } },
      async ({ db, params }) => {
        const wall = await findWall(db, params.id, 'own');
        if (!wall) throw noSuchWall();
        return wall;
      },
    );

    app.post(
      '/',
      {
        config: run,
        schema: { tags, summary: 'Make a screen known', body: WallRegistration, response: { 201: Wall } },
      },
      async ({ db, subject, body }, reply) => {
        if (!isInside(body.divisionPath, subject.scope.areas))
          throw new Problem(403, 'area-not-yours', 'This area is outside of what you may see');
        const wall = await register(db, body, clock());
        return reply.code(201).header('location', `/api/walls/${wall.id}`).send(wall);
      },
    );

    app.patch(
      '/:id',
      {
        config: run,
        schema: {
          tags,
          summary: 'Name a wall, or its scenes',
          params: WallId,
          body: WallChange,
          response: { 200: Wall },
        },
      },
      ({ db, params, body }) => change(db, events, params.id, body, clock()),
    );

    app.put(
      '/:id/view',
      {
        config: run,
        schema: {
          tags,
          summary: 'Keep what the wall shows, and that it lives',
          params: WallId,
          body: WallReport,
          response: { 200: Wall },
        },
      },
      ({ db, params, body }) => report(db, params.id, body, clock()),
    );

    app.delete(
      '/:id',
      { config: run, schema: { tags, summary: 'Forget a wall', params: WallId, response: { 204: Type.Null() } } },
      async ({ db, params }, reply) => {
        await forget(db, events, params.id);
        return reply.code(204).send(null);
      },
    );
  };

/** Who steers it: staff from here, or a phone that is paired. */
const steeringRoutes =
  ({ events, clock, config }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/:id/commands',
      {
        config: run,
        schema: { tags, summary: 'Steer a wall', params: WallId, body: WallCommand, response: { 200: Wall } },
      },
      ({ db, params, body }) => command(db, events, params.id, { wanted: body, now: clock(), sight: 'own' }),
    );

    app.post(
      '/:id/pairing-codes',
      {
        config: run,
        schema: { tags, summary: 'A new code for the phone', params: WallId, response: { 201: PairingCode } },
      },
      async ({ db, params, headers }, reply) => {
        const addresses = Object.values(networkInterfaces()).flatMap((of = []) => of.map(({ address }) => address));
        const { publicUrl, host: listensOn, port } = config;
        const { origin, reach } = remoteAddress({ publicUrl, host: headers.host, listensOn, port, addresses });
        const issued = await db.transaction(async (tx) => {
          if (!(await lockWall(tx, params.id))) throw noSuchWall();
          return issueCode(tx, params.id, clock());
        });
        return reply
          .code(201)
          .header('cache-control', 'no-store')
          .send({ ...issued, address: `${origin}/remote#${issued.code}`, reach });
      },
    );

    app.delete(
      '/:id/pairing',
      { config: run, schema: { tags, summary: 'Unpair the phone', params: WallId, response: { 200: Wall } } },
      ({ db, params }) => endPairing(db, events, params.id, 'own'),
    );
  };
