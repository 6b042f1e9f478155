import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createReadStream } from 'node:fs';
import { Type } from 'typebox';
import { sql } from '../../db/sql.ts';
import { allow, isAllowed } from '../identity/guard.ts';
import type { Dataset } from '../platform/dataset.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { attachment, fileName } from './algorithms/file-name.ts';
import { ExportFormat, ExportPreview, ExportQuery } from './contract.ts';
import { FORMATS } from './formats.ts';
import { readSelection } from './query.ts';
import { roomFor } from './room.ts';
import { countRows } from './store.ts';
import { takeExport, type Order } from './take.ts';

/** Files are for staff: each is recorded. Anybody else takes what is published from /ogc. */
const config = {
  access: allow(['duty-officer', 'manager', 'clerk', 'analyst'], 'exports:take', { area: 'own', data: 'internal' }),
};
const tags = ['exports'];
const Which = Type.Object({ dataset: Type.String({ maxLength: 100 }) });

export const exportRoutes =
  ({ config: settings, clock }: Services, all: () => readonly Dataset[]): FastifyPluginAsyncTypebox =>
  async (app) => {
    const room = roomFor(settings.dataDir);
    app.addHook('onReady', () => room.clear());
    const find = ({ subject }: FastifyRequest, wanted: string): Dataset => {
      const found = all().find(({ name, access }) => name === wanted && isAllowed(access, subject));
      if (!found) throw new Problem(404, 'no-such-dataset', 'There is no such dataset, or it is not for you');
      return found;
    };

    app.get(
      '/:dataset/preview',
      {
        config,
        schema: {
          tags,
          summary: 'What a file would hold',
          params: Which,
          querystring: ExportQuery,
          response: { 200: ExportPreview },
        },
      },
      async (request) => {
        const { register } = find(request, request.params.dataset);
        const rows = await countRows(request.db, register, readSelection(register, request.query));
        return { rows, fields: register.fields.map(({ title }) => title[request.query.lang]) };
      },
    );

    app.get(
      '/:dataset.:format',
      {
        config,
        exposeHeadRoute: false,
        schema: {
          tags,
          summary: 'A file of what is registered, as it is now or was at a moment',
          params: Type.Object({ ...Which.properties, format: ExportFormat }),
          querystring: ExportQuery,
        },
      },
      async (request, reply) => {
        const { format } = request.params;
        const dataset = find(request, request.params.dataset);
        const source = dataset.register;
        const selection = readSelection(source, request.query);
        const { lang: language } = request.query;
        const order: Order = { dataset, source, selection, format, language, now: clock(), gone: goneOf(reply) };
        const { path, release } = await room.take(format);
        reply.raw.once('close', release);
        const from = { ...request.db, transaction: rememberingAddress(request) };
        const { city, bytes } = await takeExport(from, order, path);
        const at = selection.moment?.at ?? order.now.toISOString();
        const plain = fileName([city?.nameEn ?? 'city', dataset.name], at, format);
        const named = fileName([city?.name ?? '', dataset.title.zh].filter(Boolean), at, format);
        return reply
          .type(FORMATS[format].type)
          .header('content-length', bytes)
          .header('cache-control', 'private, no-store')
          .header('content-disposition', attachment(language === 'zh' ? named : plain, plain))
          .send(createReadStream(path));
      },
    );
  };

/** Aborted when the asker hangs up before the answer is whole. */
function goneOf(reply: FastifyReply): AbortSignal {
  const abort = new AbortController();
  reply.raw.once('close', () => abort.abort(new Problem(408, 'gone', 'Nobody waits for the file any more')));
  return abort.signal;
}

/** As the guard does it for requests that change something: the record says from where. */
function rememberingAddress({ db, ip }: FastifyRequest): FastifyRequest['db']['transaction'] {
  return (work) =>
    db.transaction(async (tx) => {
      await tx.one(sql`SELECT set_config('app.from', ${ip}, true)`);
      return work(tx);
    });
}
