// Takes files in: the body is the file itself, streamed to disk whatever it is called, and larger here than anywhere else.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Readable } from 'node:stream';
import { MAX_BYTES } from '../../geodata/files/opened-file.ts';
import { allow } from '../identity/guard.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { bringFile } from './acts.ts';
import { Import, UploadQuery } from './contract.ts';
import { importerOf } from './importer.ts';

export const uploadRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', async (_request: unknown, payload: Readable) => payload);

    app.post(
      '/',
      {
        bodyLimit: MAX_BYTES,
        config: { access: allow(['manager', 'clerk'], 'imports:upload', { area: 'own', data: 'internal' }) },
        schema: {
          tags: ['imports'],
          summary: 'Bring a file: CSV, XLSX, zipped shapefile or GeoJSON, as the body',
          querystring: UploadQuery,
          response: { 201: Import },
        },
      },
      async (request, reply) => {
        const { layer, name } = request.query;
        const content = request.body as Readable | undefined;
        if (!content) throw new Problem(422, 'file-empty-file', 'The file is empty');
        const announced = Number(request.headers['content-length'] ?? NaN);
        const bytes = Number.isNaN(announced) ? undefined : announced;
        const brought = await bringFile(services, importerOf(request), { layer, fileName: name, content, bytes });
        return reply.code(201).send(brought);
      },
    );
  };
