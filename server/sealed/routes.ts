import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Services } from '../platform/services.ts';
import { contactRoutes } from './contact-routes.ts';
import { emergencyRoutes } from './emergency-routes.ts';

export const sealedRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(contactRoutes(services));
    await app.register(emergencyRoutes);
  };
