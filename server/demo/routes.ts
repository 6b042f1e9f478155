import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import type { Services } from '../platform/services.ts';
import { DemoPlace } from './contract.ts';
import { findDemoPlaces } from './store.ts';

export const demoRoutes =
  (_services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/places',
      {
        config: { access: allow('feed', 'demo:read-places', { area: 'feed', data: 'internal' }) },
        schema: {
          tags: ['demo'],
          summary: 'Places at which a made-up incident may happen',
          response: { 200: Type.Array(DemoPlace) },
        },
      },
      ({ db }) => findDemoPlaces(db),
    );
  };
