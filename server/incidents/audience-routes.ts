// PUT /api/incidents/:id/departments, POST and DELETE /api/incidents/:id/sharing: for whom an incident is.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { NewSharing } from '../platform/contract.ts';
import type { Services } from '../platform/services.ts';
import { limit, share, unshare } from './audience.ts';
import { Incident, Limitation } from './contract.ts';

const Id = Type.String({ format: 'uuid' });
const may = (act: 'limit' | 'share') => ({
  access: allow(['duty-officer', 'manager'], `incidents:${act}`, { area: 'own', data: 'internal' }),
});
const tags = ['incidents'];
const response = { 200: Incident };

export const audienceRoutes =
  ({ events, clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const deed = ({ user, subject }: FastifyRequest, { id }: { id: string }) => ({
      id,
      actor: user.name,
      areas: subject.scope.areas,
      now: clock(),
    });

    app.put(
      '/:id/departments',
      {
        config: may('limit'),
        schema: {
          tags,
          summary: 'Limit an incident to departments, or open it to all',
          params: Type.Object({ id: Id }),
          body: Limitation,
          response,
        },
      },
      (request) => limit(request.db, events, { ...deed(request, request.params), ...request.body }),
    );

    app.post(
      '/:id/sharing',
      {
        config: may('share'),
        schema: {
          tags,
          summary: 'Let another division see an incident',
          params: Type.Object({ id: Id }),
          body: NewSharing,
          response,
        },
      },
      (request) => share(request.db, events, { ...deed(request, request.params), ...request.body }),
    );

    app.delete(
      '/:id/sharing/:path',
      {
        config: may('share'),
        schema: {
          tags,
          summary: 'No longer let another division see an incident',
          params: Type.Object({ id: Id, path: NewSharing.properties.path }),
          response,
        },
      },
      (request) => unshare(request.db, events, { ...deed(request, request.params), path: request.params.path }),
    );
  };
