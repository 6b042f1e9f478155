// What staff do: one noun under the import for each act.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import type { Services } from '../platform/services.ts';
import { cancel, inspectAnew, orderCheck, orderRun, orderUndo, putAway } from './acts.ts';
import { CheckOrder, Import, Reading, RunOrder } from './contract.ts';
import { importerOf } from './importer.ts';

const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const may = (act: 'inspect' | 'check' | 'run' | 'cancel' | 'undo' | 'remove') => ({
  access: allow(['manager', 'clerk'], `imports:${act}`, { area: 'own', data: 'internal' }),
});
const told = (summary: string) => ({ tags: ['imports'], summary, params });

export const actRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/:id/inspection',
      {
        config: may('inspect'),
        schema: { ...told('Read the file otherwise'), body: Reading, response: { 200: Import } },
      },
      (request) => inspectAnew(services, importerOf(request), request.params.id, request.body),
    );

    app.post(
      '/:id/check',
      {
        config: may('check'),
        schema: { ...told('Check every row; nothing is written'), body: CheckOrder, response: { 202: Import } },
      },
      async (request, reply) =>
        reply.code(202).send(await orderCheck(services, importerOf(request), request.params.id, request.body)),
    );

    app.post(
      '/:id/run',
      { config: may('run'), schema: { ...told('Write what was checked'), body: RunOrder, response: { 202: Import } } },
      async (request, reply) =>
        reply.code(202).send(await orderRun(services, importerOf(request), request.params.id, request.body)),
    );

    app.post(
      '/:id/cancellation',
      { config: may('cancel'), schema: { ...told('Do not want it any more'), response: { 202: Import } } },
      async (request, reply) => reply.code(202).send(await cancel(services, importerOf(request), request.params.id)),
    );

    app.post(
      '/:id/undo',
      { config: may('undo'), schema: { ...told('Take a whole import back'), response: { 202: Import } } },
      async (request, reply) => reply.code(202).send(await orderUndo(services, importerOf(request), request.params.id)),
    );

    app.delete(
      '/:id',
      {
        config: may('remove'),
        schema: { ...told('Put away an import that has written nothing'), response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await putAway(services, importerOf(request), request.params.id);
        return reply.code(204).send(null);
      },
    );
  };
