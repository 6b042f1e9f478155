// The administration below /api/identity: each part is one administrator's work.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Services } from '../../platform/services.ts';
import { departmentRoutes } from './departments-routes.ts';
import { divisionRoutes } from './divisions-routes.ts';
import { handOverRoutes } from './hand-over-routes.ts';
import { deviceKeyRoutes, feedKeyRoutes } from './keys-routes.ts';
import { matrixRoutes } from './matrix-routes.ts';
import { peopleImportRoutes } from './people-import-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { postRoutes } from './posts-routes.ts';
import { requestRoutes } from './requests/routes.ts';

export const administrationRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(peopleRoutes(services), { prefix: '/people' });
    await app.register(peopleImportRoutes(services), { prefix: '/people' });
    await app.register(postRoutes(services), { prefix: '/posts' });
    await app.register(departmentRoutes(services), { prefix: '/departments' });
    await app.register(divisionRoutes, { prefix: '/divisions' });
    await app.register(requestRoutes(services), { prefix: '/requests' });
    await app.register(feedKeyRoutes(services), { prefix: '/feeds' });
    await app.register(deviceKeyRoutes(services), { prefix: '/devices' });
    await app.register(matrixRoutes(services), { prefix: '/matrix' });
    await app.register(handOverRoutes, { prefix: '/hand-overs' });
  };
