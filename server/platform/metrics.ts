// Figures for Prometheus at /metrics: for staff of this machine, or with a key as bearer token.
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Access } from '../identity/guard.ts';

const READ: Access = { who: ['staff', 'feed'], act: 'platform:read-metrics', area: 'none', data: 'internal' };

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

/** @param sockets how many live lines are open now */
export function openRegistry(sockets: () => number): Registry {
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
  return registry;
}

export const metricsRoutes =
  (registry: Registry): FastifyPluginAsync =>
  async (app) => {
    app.get('/metrics', { config: { access: READ }, schema: { hide: true } }, async (_request, reply) =>
      reply.type(registry.contentType).send(await registry.metrics()),
    );
  };
