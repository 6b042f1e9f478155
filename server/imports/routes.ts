import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import type { Services } from '../platform/services.ts';
import { assertFits, fileHere } from './acts.ts';
import { actRoutes } from './act-routes.ts';
import {
  Import,
  IMPORT_LAYERS,
  ImportListQuery,
  ImportPage,
  ImportRowPage,
  LayerFields,
  Preview,
  PreviewQuery,
  RowQuery,
  SampleOrder,
} from './contract.ts';
import { fieldsOf } from './layer-fields.ts';
import { refusedCsv } from './refused-file.ts';
import { findPlaces, findRows } from './rows-store.ts';
import { samplePreview } from './sample.ts';
import { findImport, findImports, importOf, jobOf } from './store.ts';
import { uploadRoutes } from './upload-routes.ts';
import { workshopOf } from './workshop.ts';

const config = { access: allow(['manager', 'clerk'], 'imports:read', { area: 'own', data: 'internal' }) };
const tags = ['imports'];
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const importRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('onClose', () => workshopOf(services).stop());
    await app.register(uploadRoutes(services));
    await app.register(actRoutes(services));

    app.get(
      '/layers',
      {
        config,
        schema: { tags, summary: 'What can be imported, field by field', response: { 200: Type.Array(LayerFields) } },
      },
      async () => IMPORT_LAYERS.map(fieldsOf),
    );

    app.get(
      '/',
      {
        config,
        schema: {
          tags,
          summary: 'Imports, the newest first',
          querystring: ImportListQuery,
          response: { 200: ImportPage },
        },
      },
      ({ db, query }) => findImports(db, query),
    );

    app.get(
      '/:id',
      { config, schema: { tags, summary: 'One import', params, response: { 200: Import } } },
      ({ db, params: { id } }) => importOf(findImport(db, id)),
    );

    app.get(
      '/:id/rows',
      {
        config,
        schema: {
          tags,
          summary: 'The rows of an import with what becomes of each',
          params,
          querystring: RowQuery,
          response: { 200: ImportRowPage },
        },
      },
      async ({ db, params: { id }, query }) => {
        await jobOf(db, id);
        return findRows(db, id, query);
      },
    );

    app.get(
      '/:id/preview',
      {
        config,
        schema: {
          tags,
          summary: 'The places of the rows that were checked',
          params,
          querystring: PreviewQuery,
          response: { 200: Preview },
        },
      },
      async ({ db, params: { id }, query }) => {
        await jobOf(db, id);
        return findPlaces(db, id, query.limit);
      },
    );

    app.post(
      '/:id/sample',
      {
        config,
        schema: {
          tags,
          summary: 'The first places of the file at a mapping and a CRS',
          params,
          body: SampleOrder,
          response: { 200: Preview },
        },
      },
      async ({ db, params: { id }, body }) => {
        const found = await jobOf(db, id);
        assertFits(
          body,
          found.inspection.columns.map(({ name }) => name),
        );
        return samplePreview(await fileHere(services, found), found, body);
      },
    );

    app.get(
      '/:id/refused.csv',
      {
        config,
        schema: {
          tags,
          summary: 'The refused rows as they stood in the file, to be corrected and brought back',
          params,
          querystring: Type.Object({ language: Type.Enum(['zh', 'en'], { default: 'zh' }) }),
        },
      },
      async ({ db, params: { id }, query }, reply) => {
        const found = await jobOf(db, id);
        return reply
          .header('content-disposition', `attachment; filename="refused-${id}.csv"`)
          .header('cache-control', 'no-store')
          .type('text/csv; charset=utf-8')
          .send(Readable.from(refusedCsv(db, found, query.language)));
      },
    );
  };
