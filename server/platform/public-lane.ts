// How much the public may ask of this server: a crowd, or a script, must never be in the way of staff and feeds.
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { Problem } from './problem.ts';

const MINUTE_MS = 60_000;
/** Addresses that are counted at once; the longest unseen is forgotten first. */
const ADDRESSES = 20_000;

/** Counts what each address asks without a sign-in or a key. Call after the guard and before any route is added. */
export async function limitPublicLane(app: FastifyInstance, { publicRatePerMinute }: Config): Promise<void> {
  await app.register(rateLimit, {
    max: publicRatePerMinute,
    timeWindow: MINUTE_MS,
    cache: ADDRESSES,
    hook: 'onRequest',
    allowList: ({ subject }) => subject?.caller !== 'public',
    // The same answer for everybody says nothing of who asked how often.
    addHeaders: NO_COUNTS,
    addHeadersOnExceeding: NO_COUNTS,
    errorResponseBuilder: (_request, { ttl }) =>
      new Problem(429, 'too-many-requests', 'Too many requests came from this address', {
        retryAfterS: Math.max(1, Math.ceil(ttl / 1000)),
      }),
  });
}

const NO_COUNTS = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false } as const;
