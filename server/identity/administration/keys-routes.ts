// Keys of feeds and of screens: the system administrator's work. A key is shown once; the security administrator lets each screen in.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Db } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { daysAfter, issueFeedKey, revokeFeed, rotateFeedKey } from '../feed-keys.ts';
import { allow } from '../guard.ts';
import { admitScreen, issueDeviceKey, revokeDevice } from '../machines/device-keys.ts';
import { waits } from '../machines/device-sessions.ts';
import { newKey } from '../machines/machine-keys.ts';
import { assertOwnAreas, namedAreas } from './areas.ts';
import { Admission, ById, MachineKey, MadeKey, NewMachineKey, Rotation } from './contract.ts';

const tags = ['identity'];

/** How one kind of key is listed, made, changed and taken back. */
interface Keys {
  readonly word: 'feeds' | 'devices';
  /** Who besides the system administrator sees which there are. */
  readonly alsoSeenBy: readonly 'security-admin'[];
  list(db: Db): Promise<MachineKey[]>;
  issue(db: Db, key: NewMachineKey, now: Date): Promise<MadeKey>;
  /** Undefined where there is none at work. */
  rotate(db: Db, id: string, now: Date, how: { overlapHours: number; days: number }): Promise<string | undefined>;
  revoke(db: Db, id: string): Promise<boolean>;
}

const feeds: Keys = {
  word: 'feeds',
  alsoSeenBy: [],
  list: (db) =>
    db.many<MachineKey>(sql`
      SELECT id, name, prefix, ${namedAreas(sql`feed.areas`)} AS areas, expires_at AS "expiresAt",
             CASE WHEN previous_expires_at > platform.now() THEN previous_expires_at END AS "previousUntil",
             revoked_at AS "revokedAt", used_at AS "usedAt", 0 AS waiting
        FROM identity.feed ORDER BY revoked_at IS NOT NULL, name, id`),
  issue: (db, { name, areas, days }, now) => issueFeedKey(db, name, areas, now, days),
  rotate: rotateFeedKey,
  revoke: revokeFeed,
};

const devices: Keys = {
  word: 'devices',
  alsoSeenBy: ['security-admin'],
  list: (db) =>
    db.many<MachineKey>(sql`
      SELECT id, name, prefix, ${namedAreas(sql`device.areas`)} AS areas, expires_at AS "expiresAt",
             NULL AS "previousUntil", revoked_at AS "revokedAt", used_at AS "usedAt",
             (SELECT count(*)::integer FROM identity.device_session s WHERE s.device_id = device.id AND ${waits(sql`s`)}) AS waiting
        FROM identity.device ORDER BY revoked_at IS NOT NULL, name, id`),
  issue: (db, { name, areas, days }, now) => issueDeviceKey(db, { name, areas, expiresAt: daysAfter(now, days) }),
  rotate: rotateDeviceKey,
  revoke: revokeDevice,
};

/** A screen is signed in again by hand: its old key ends at once. */
async function rotateDeviceKey(db: Db, id: string, now: Date, { days }: { days: number }): Promise<string | undefined> {
  const { key, prefix, hash } = newKey('fsd');
  return db.transaction(async (tx) => {
    const changed = await tx.one(sql`
      UPDATE identity.device SET prefix = ${prefix}, key_hash = ${hash}, expires_at = ${daysAfter(now, days)}
       WHERE id = ${id} AND revoked_at IS NULL RETURNING id`);
    if (!changed) return undefined;
    await record(tx, { act: 'identity:rotate-key', object: `identity.device/${id}`, after: { prefix } });
    return key;
  });
}

const keyRoutes =
  (keys: Keys, { clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const config = { access: allow('system-admin', `identity:manage-${keys.word}`, { area: 'own', data: 'internal' }) };
    const seen = {
      access: allow(['system-admin', ...keys.alsoSeenBy], `identity:read-${keys.word}`, {
        area: 'own',
        data: 'internal',
      }),
    };
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

    app.get(
      '/',
      { config: seen, schema: { tags, summary: `Keys of ${keys.word}`, response: { 200: Type.Array(MachineKey) } } },
      ({ db }) => keys.list(db),
    );

    app.post(
      '/',
      {
        config,
        schema: {
          tags,
          summary: 'Make a key, shown this once',
          body: NewMachineKey,
          response: { 201: MadeKey },
        },
      },
      async ({ db, body, subject }, reply) => {
        assertOwnAreas(subject, body.areas);
        return reply.code(201).send(await keys.issue(db, body, clock()));
      },
    );

    app.post(
      '/:id/rotation',
      {
        config,
        schema: {
          tags,
          summary: 'Another key in its place, shown this once',
          params: ById,
          body: Rotation,
          response: { 200: MadeKey },
        },
      },
      async ({ db, params: { id }, body }) => {
        const key = await keys.rotate(db, id, clock(), body);
        if (key === undefined) throw noSuchKey();
        return { id, key };
      },
    );

    app.delete(
      '/:id',
      { config, schema: { tags, summary: 'Take a key back, for good', params: ById } },
      async ({ db, params: { id } }, reply) => {
        if (!(await keys.revoke(db, id))) throw noSuchKey();
        return reply.code(204).send();
      },
    );
  };

const noSuchKey = () => new Problem(404, 'no-such-key', 'There is no such key at work in your areas');

export const feedKeyRoutes = (services: Services) => keyRoutes(feeds, services);

export const deviceKeyRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(keyRoutes(devices, services));
    app.post(
      '/:id/admission',
      {
        config: { access: allow('security-admin', 'identity:admit-device', { area: 'own', data: 'internal' }) },
        schema: {
          tags,
          summary: 'Let the screen in that shows this code, with a key that somebody else has made',
          params: ById,
          body: Admission,
          response: { 204: Type.Null() },
        },
      },
      async ({ db, params: { id }, body: { code } }, reply) => {
        await admitScreen(db, id, code);
        return reply.code(204).send(null);
      },
    );
  };
