// An answer packed once and sent many times: the same bytes for everybody, from memory.
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { choosePacking, isHeld, type Packing } from './algorithms/negotiate.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Packed once an edition: nine is nearly as small as eleven and ten times as quick. */
const BROTLI_QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** A withdrawal must have left every screen and cache within a minute: a second here, thirty there, twenty-five behind. */
const CACHE_CONTROL = 'public, max-age=30, stale-while-revalidate=25';

export interface Packed {
  readonly type: string;
  readonly bytes: Readonly<Record<Packing, Buffer>>;
  /** Strong, so one for each packing. */
  readonly etags: Readonly<Record<Packing, string>>;
}

export async function pack(text: string, type: string): Promise<Packed> {
  const identity = Buffer.from(text);
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
  return {
    type,
    bytes: { identity, br: await brotli(identity, BROTLI_QUALITY), gzip: await zip(identity) },
    etags: { identity: `"${hash}"`, br: `"${hash}-br"`, gzip: `"${hash}-gzip"` },
  };
}

/** Answers 304 where the client has it. */
export function sendPacked({ headers }: FastifyRequest, reply: FastifyReply, { type, bytes, etags }: Packed) {
  const packing = choosePacking(headers['accept-encoding']);
  reply.header('etag', etags[packing]).header('cache-control', CACHE_CONTROL).header('vary', 'accept-encoding');
  if (isHeld(headers['if-none-match'], etags[packing])) return reply.code(304).send();
  if (packing !== 'identity') reply.header('content-encoding', packing);
  return reply.type(type).send(bytes[packing]);
}
