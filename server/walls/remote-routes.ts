// What a phone may do: become the remote of a wall by its code, then see and steer that wall, and nothing else.
import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Db } from '../../db/connection.ts';
import { allow } from '../identity/guard.ts';
import { remoteCookie } from '../identity/algorithms/remote-cookie.ts';
import { isSecureAddress } from '../platform/proxies.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { command, endPairing, pairByCode } from './acts.ts';
import { Pairing, RemoteWall, WALL_SILENT_AFTER_S, WallCommand, type Wall } from './contract.ts';
import { findOwnPairing, PAIRING_LIVES_S } from './pairing.ts';
import { findWall } from './store.ts';

const tags = ['walls'];
const steer = { access: allow('remote', 'walls:steer', { area: 'none', data: 'internal' }) };

/**
 * Wrong codes from one address before it has to wait; each further try doubles the wait. Nothing is counted over all addresses:
 * a code has 50 bits and lives three minutes, so that who guesses from a million addresses gains nothing, but would lock everybody out.
 */
const WRONG_CODES = 8;
const WAIT_MS = 60_000;

/** POST /api/walls/pairings: everybody may try, nobody may guess. */
export const pairingRoutes =
  ({ database, events, clock, config }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(rateLimit, { global: false, exponentialBackoff: true });
    const guesses = app.createRateLimit({ max: WRONG_CODES, timeWindow: WAIT_MS });
    const house = database.as({ role: 'job', areas: [], actor: 'walls.pairing' });
    const isSecure = isSecureAddress(config);

    app.post(
      '/pairings',
      {
        config: { access: allow('public', 'walls:pair', { area: 'none', data: 'public' }) },
        schema: {
          tags,
          summary: 'Become the remote of a wall by its code',
          body: Pairing,
          response: { 201: RemoteWall },
        },
      },
      async (request, reply) => {
        const now = clock();
        const state = await guesses(request, { increment: false });
        if (!state.isAllowed && state.isExceeded) {
          await guesses(request);
          throw new Problem(429, 'too-many-requests', 'Too many wrong codes', { retryAfterS: state.ttlInSeconds });
        }
        const pairing = await pairByCode(house, events, { code: request.body.code, from: request.ip, now });
        if (!pairing) {
          await guesses(request);
          throw new Problem(422, 'wrong-code', 'This code is not known, or was used, or is too old');
        }
        const { token, wall, expiresAt } = pairing;
        return reply
          .code(201)
          .header('set-cookie', remoteCookie(token, PAIRING_LIVES_S, isSecure))
          .header('cache-control', 'no-store')
          .send(toRemote(wall, expiresAt.toISOString(), now));
      },
    );
  };

/** Below /api/walls/remote, where the phone's cookie goes. */
export const remoteRoutes =
  ({ events, clock, config }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

    app.get(
      '/',
      { config: steer, schema: { tags, summary: 'What the paired wall shows', response: { 200: RemoteWall } } },
      async ({ db }) => {
        const { wallId, expiresAt } = await ownPairing(db);
        const wall = await findWall(db, wallId, 'phone');
        if (!wall) throw notPaired();
        return toRemote(wall, expiresAt, clock());
      },
    );

    app.post(
      '/commands',
      {
        config: steer,
        schema: { tags, summary: 'Steer the paired wall', body: WallCommand, response: { 200: RemoteWall } },
      },
      async ({ db, body }) => {
        const { wallId, expiresAt } = await ownPairing(db);
        const steered = await command(db, events, wallId, { wanted: body, now: clock(), sight: 'phone' });
        return toRemote(steered, expiresAt, clock());
      },
    );

    app.delete(
      '/',
      { config: steer, schema: { tags, summary: 'End the pairing', response: { 204: Type.Null() } } },
      async ({ db }, reply) => {
        await endPairing(db, events, (await ownPairing(db)).wallId, 'phone');
        return reply
          .code(204)
          .header('set-cookie', remoteCookie(undefined, 0, isSecureAddress(config)))
          .send(null);
      },
    );
  };

async function ownPairing(db: Db) {
  const own = await findOwnPairing(db);
  if (!own) throw notPaired(); // it ended between the guard and here
  return own;
}

const notPaired = () => new Problem(401, 'not-paired', 'This phone is not paired with a wall, or is no longer');

function toRemote(wall: Wall, expiresAt: string, now: Date): RemoteWall {
  const { name, area, scenes, scene, held, yesterday, focus, rows, since, revision, reportedAt } = wall;
  const answering = now.getTime() - new Date(reportedAt).getTime() <= WALL_SILENT_AFTER_S * 1000;
  const at = now.toISOString();
  return {
    name,
    area,
    scenes,
    scene,
    held,
    yesterday,
    focus,
    rows,
    since,
    revision,
    reportedAt,
    answering,
    expiresAt,
    at,
  };
}
