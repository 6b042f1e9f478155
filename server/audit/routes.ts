// The log for its administrator. Reading it, taking it along and verifying it are acts like others, and recorded.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { allow } from '../identity/guard.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { AuditEntryDetail, AuditFilter, AuditPage, AuditQuery, Verification, VerificationRunning } from './contract.ts';
import { entriesAsCsv } from './csv.ts';
import { record, type Act } from './record.ts';
import { findEntries, findEntry, findLastNo } from './store.ts';
import { oneAtATime } from './verification.ts';

const may = (act: 'read' | 'export' | 'verify', area: 'own' | 'none' = 'own') => ({
  access: allow('audit-admin', `audit:${act}`, { area, data: 'internal' }),
});
const tags = ['audit'];

export const auditRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/entries',
      {
        config: may('read'),
        schema: {
          tags,
          summary: 'Who did what, newest first',
          querystring: AuditQuery,
          response: { 200: AuditPage },
        },
      },
      async (request) => {
        const { limit, after, ...filter } = request.query;
        const rows = await recorded(request, { act: 'audit:read', object: 'audit.entry', after: request.query }, (tx) =>
          findEntries(tx, filter, limit + 1, after === undefined ? undefined : Number(after)),
        );
        const items = rows.slice(0, limit);
        return { items, next: rows.length > limit ? String(items.at(-1)!.no) : null };
      },
    );

    app.get(
      '/entries/:no',
      {
        config: may('read'),
        schema: {
          tags,
          summary: 'An entry with its digest and its place in the chain',
          params: Type.Object({ no: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
          response: { 200: AuditEntryDetail },
        },
      },
      async (request) => {
        const { no } = request.params;
        const entry = await recorded(request, { act: 'audit:read', object: `audit.entry/${no}` }, (tx) =>
          findEntry(tx, no),
        );
        if (!entry) throw new Problem(404, 'no-such-entry', 'There is no such entry, or it is not for you');
        return entry;
      },
    );

    app.get(
      '/entries.csv',
      {
        config: may('export'),
        exposeHeadRoute: false,
        schema: {
          tags,
          summary: 'The entries as a table, newest first',
          querystring: Type.Object({
            ...AuditFilter.properties,
            lang: Type.Enum(['zh', 'en'], { default: 'zh' }),
          }),
        },
      },
      async (request, reply) => {
        const { lang, ...filter } = request.query;
        const last = await recorded(request, { act: 'audit:export', object: 'audit.entry', after: filter }, findLastNo);
        const day = services.clock().toISOString().slice(0, 10);
        return reply
          .type('text/csv; charset=utf-8')
          .header('cache-control', 'private, no-store')
          .header('content-disposition', `attachment; filename="audit-${day}.csv"`)
          .send(Readable.from(entriesAsCsv(request.db, filter, last + 1, lang)));
      },
    );

    const verification = oneAtATime(services);
    app.post(
      '/verification',
      {
        config: may('verify', 'none'),
        schema: {
          tags,
          summary: 'Prove the log, or find its first broken entry; 202 while it takes longer: ask again',
          response: { 200: Verification, 202: VerificationRunning },
        },
      },
      async (request, reply) => {
        const found = await verification(request.db);
        if (!found) return reply.code(202).send({ running: true });
        await request.db.transaction((tx) => record(tx, { act: 'audit:verify', object: 'audit.entry', after: found }));
        return found;
      },
    );
  };

/** Reads in the transaction that says so; nothing is seen that is not on record. */
function recorded<Result>({ db, ip }: FastifyRequest, act: Act, read: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.transaction(async (tx) => {
    await tx.one(sql`SELECT set_config('app.from', ${ip}, true)`);
    const result = await read(tx);
    await record(tx, act);
    return result;
  });
}
