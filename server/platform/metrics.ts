// Figures for Prometheus at /metrics: for an administrator, or with a key as bearer token, of the whole territory.
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { sql } from '../../db/sql.ts';
import type { Access } from '../identity/guard.ts';
import { Problem } from './problem.ts';
import type { Storage } from './storage.ts';

const READ: Access = { who: ['system-admin', 'feed'], act: 'platform:read-metrics', area: 'none', data: 'internal' };

/** Counts every request by its route, never by its address. Call before any route is added. */
export function measureRequests(app: FastifyInstance, registry: Registry): void {
  const duration = new Histogram({
    name: 'fengsui_http_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    const labels = { method, route: routeOptions.url ?? 'none', status: String(reply.statusCode) };
    duration.observe(labels, reply.elapsedTime / 1000);
  });
}

interface Sources {
  /** How many live lines are open now. */
  readonly sockets: () => number;
  readonly storage: () => Promise<Storage>;
}

/** Every figure is read when it is asked for. */
export function openRegistry({ sockets, storage }: Sources): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'fengsui_' });
  new Gauge({
    name: 'fengsui_live_sockets',
    help: 'Live lines that are open',
    registers: [registry],
    collect() {
      this.set(sockets());
    },
  });
  measureStorage(registry, storage);
  return registry;
}

/** Room in bytes; what is not known is left out rather than told as 0. */
function measureStorage(registry: Registry, storage: Sources['storage']): void {
  const gauges = {
    freeBytes: ['fengsui_disk_free_bytes', 'Free on the disk of DATA_DIR'],
    totalBytes: ['fengsui_disk_total_bytes', 'Size of the disk of DATA_DIR'],
    databaseBytes: ['fengsui_database_bytes', 'Size of the database'],
    databaseGrowthPerDayBytes: ['fengsui_database_growth_per_day_bytes', 'How much the database grows a day'],
    fullInDays: ['fengsui_disk_full_in_days', 'Days until the disk of DATA_DIR is full, as it fills now'],
  } as const;
  let asked: Promise<Storage> | undefined;
  for (const [part, [name, help]] of Object.entries(gauges)) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        asked ??= storage().finally(() => (asked = undefined));
        const value = (await asked)[part as keyof typeof gauges];
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  }
}

export const metricsRoutes =
  (registry: Registry): FastifyPluginAsync =>
  async (app) => {
    app.get('/metrics', { config: { access: READ }, schema: { hide: true } }, async ({ db }, reply) => {
      const seen = await db.one<{ whole: boolean }>(sql`SELECT audit.sees_all() AS whole`);
      if (!seen?.whole)
        throw new Problem(403, 'whole-territory', 'Figures of the whole server are for who has its whole territory');
      return reply.type(registry.contentType).send(await registry.metrics());
    });
  };
