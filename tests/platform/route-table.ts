// Every route that an application really has: told by Fastify itself while it is built, hidden ones too.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, RouteOptions } from 'fastify';

export interface ToldRoute {
  readonly method: string;
  /** As Fastify has it: `/api/incidents/:id`. */
  readonly url: string;
  readonly schema: RouteOptions['schema'];
}

/** Runs the work that builds an application; answers what it made and the routes that came into being. */
export async function watchRoutes<Made>(build: () => Promise<Made>): Promise<{ made: Made; routes: ToldRoute[] }> {
  const routes: ToldRoute[] = [];
  const watch = (message: unknown) => {
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', ({ method, url, schema }) => {
      for (const one of [method].flat()) routes.push({ method: one, url, schema });
    });
  };
  subscribe('fastify.initialization', watch);
  try {
    return { made: await build(), routes };
  } finally {
    unsubscribe('fastify.initialization', watch);
  }
}
