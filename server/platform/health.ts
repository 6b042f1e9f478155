// GET /api/health: whether what the screens show can be trusted, said in one word and then in parts.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type, type Static } from 'typebox';
import { readMigrations } from '../../db/migrate.ts';
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Access } from '../identity/guard.ts';
import { isAdrift } from './clock-drift.ts';
import { Instant } from './contract.ts';
import type { Services } from './services.ts';
import { readStorage, Storage } from './storage.ts';

const ASK: Access = { who: ['public'], act: 'platform:ask-health', area: 'none', data: 'public', beforeSetUp: true };
/** A database that has not answered by then counts as away, ms. */
const PATIENCE_MS = 2000;
/** As this process was started with; a newer version may lie in the folder by now. */
const OUR_MIGRATIONS = readMigrations();

/** A source that is expected to be heard regularly. */
export const SourceAge = Type.Object({
  name: Type.String(),
  lastHeardAt: Type.Union([Instant, Type.Null()]),
  /** Seconds since then; null where it was never heard. */
  ageS: Type.Union([Type.Number(), Type.Null()]),
  state: Type.String(),
});
export type SourceAge = Static<typeof SourceAge>;

export const Health = Type.Object({
  status: Type.Enum(['ok', 'degraded', 'down']),
  /** What is wrong, by code; empty where all is well. */
  faults: Type.Array(Type.String()),
  engine: Type.String(),
  versions: Type.Record(Type.String(), Type.String()),
  feeds: Type.Array(SourceAge),
  /** For staff; null to the public, and where it could not be read in time. */
  storage: Type.Union([Storage, Type.Null()]),
  /** Seconds by which the database's clock is ahead of the server's; for staff, null where it is not known. */
  databaseAheadS: Type.Union([Type.Number(), Type.Null()]),
  at: Instant,
});
export type Health = Static<typeof Health>;

interface HealthOptions {
  readonly services: Services;
  readonly version: string;
  /** The sources of all capabilities, as they are now and as somebody may know them. */
  readonly sources: (db: Db) => Promise<readonly SourceAge[]>;
  /** The live tail reads the event log. */
  readonly isLive: () => boolean;
}

/** 200 while requests can be answered (degraded is said in the body), 503 while the database is away. */
export const healthRoutes =
  (options: HealthOptions): FastifyPluginAsyncTypebox =>
  async (app) => {
    let closing = false;
    app.addHook('preClose', async () => {
      closing = true;
    });
    app.get(
      '/health',
      {
        config: { access: ASK },
        schema: { tags: ['platform'], summary: 'How the platform is', response: { 200: Health, 503: Health } },
      },
      async ({ subject, db }, reply) => {
        const health = await findHealth(options);
        const told = closing ? { ...health, status: 'down' as const } : health;
        const isServing = !closing && !health.faults.includes('database-away');
        return reply
          .code(isServing ? 200 : 503)
          .header('cache-control', 'no-store')
          .send(
            subject.caller === 'public'
              ? { ...told, feeds: [], storage: null, databaseAheadS: null }
              : { ...told, feeds: await feedsFor(db, options) },
          );
      },
    );
  };

/** The feeds by name, as far as the caller may know them; that any is silent is said to all. */
const feedsFor = async (db: Db, { sources }: HealthOptions): Promise<SourceAge[]> => [
  ...(await within(PATIENCE_MS, sources(db), [])),
];

async function findHealth({ services, version, sources, isLive }: HealthOptions): Promise<Health> {
  const { database, clock, config, drift } = services;
  const isThere = await within(PATIENCE_MS, database.isReady(), false);
  const feeds = isThere ? await within(PATIENCE_MS, sources(services.db), []) : [];
  const storage = isThere ? await within(PATIENCE_MS, readStorage(services), null) : null;
  const faults = [
    ...(isThere ? [] : ['database-away']),
    ...(isLive() ? [] : ['live-behind']),
    ...(feeds.some(({ state }) => state === 'stale') ? ['feed-silent'] : []),
    ...(storage?.state === 'low' ? ['storage-low'] : []),
    ...(isAdrift(drift.aheadS, config) ? ['clock-drift'] : []),
    ...(services.sealing.isForeign ? ['sealing-key-foreign'] : []),
    ...(isThere && (await within(PATIENCE_MS, isBehind(services), false)) ? ['version-behind'] : []),
  ];
  return {
    status: faults.length > 0 ? 'degraded' : 'ok',
    faults,
    engine: database.engine,
    versions: {
      fengsui: version,
      node: process.versions.node,
      ...(isThere ? await within(PATIENCE_MS, findVersions(services), {}) : {}),
    },
    feeds: [...feeds],
    storage,
    databaseAheadS: drift.aheadS === undefined ? null : Math.round(drift.aheadS * 10) / 10,
    at: clock().toISOString(),
  };
}

/** A newer version has migrated the database under us: we run on, and should be replaced soon. */
async function isBehind({ db }: Services): Promise<boolean> {
  const ours = OUR_MIGRATIONS.map(({ name }) => name);
  return (
    (await db.one(sql`SELECT name FROM platform.migration WHERE name <> ALL (${ours}::text[]) LIMIT 1`)) !== undefined
  );
}

async function findVersions({ db }: Services): Promise<Record<string, string>> {
  const row = await db.one<{ postgresql: string; postgis: string }>(sql`
    SELECT current_setting('server_version') AS postgresql, postgis_lib_version() AS postgis`);
  return row ? { ...row } : {};
}

/** The value, or the other one where it fails or takes too long: health answers in any case. */
async function within<Value>(ms: number, value: Promise<Value>, otherwise: Value): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([value.catch(() => otherwise), late]);
  } finally {
    clearTimeout(timer);
  }
}
