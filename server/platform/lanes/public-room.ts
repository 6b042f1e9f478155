// Room for those who ask without a sign-in: so many requests at once in this process, and not all of its ways into the database,
// so that slow ones among them are never in the way of staff and feeds.
import { finished } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Database, Db, Scope } from '../../../db/connection.ts';
import { atMost } from '../at-most.ts';
import { Problem } from '../problem.ts';

/** Requests of the public in this process at once; from memory one takes a millisecond. */
export const PUBLIC_AT_ONCE = 200;
/** Of the ten connections of a process. The others of the public wait for their turn. */
export const PUBLIC_STATEMENTS = 6;
const RETRY_S = 2;
/** How a probe sees whether we live, and the line that a screen holds open while nothing happens. */
const UNCOUNTED = ['platform:ask-health', 'platform:open-line'];

/** Sends away whom there is no room for, with 503. Call after the guard, which knows who asks. */
export function limitPublic(app: FastifyInstance): void {
  let inside = 0;
  app.addHook('onRequest', async ({ subject, routeOptions }, reply) => {
    // Nothing is served where there is no subject: the not-found handler answers at once.
    if (subject?.caller !== 'public' || UNCOUNTED.includes(routeOptions.config.access?.act ?? '')) return;
    if (inside >= PUBLIC_AT_ONCE)
      throw new Problem(503, 'busy', 'Too many ask at this moment', { retryAfterS: RETRY_S });
    inside += 1;
    // Answered, broken off, or gone before it came here: once each.
    finished(reply.raw, () => (inside -= 1));
  });
}

/** The same database, in which the public is served a few at a time, first come first served. */
export function publicInTurn(database: Pick<Database, 'as'>): Pick<Database, 'as'> {
  const inTurn = atMost(PUBLIC_STATEMENTS);
  const bound = (scope: Scope): Db => {
    const db = database.as(scope);
    if (scope.role !== 'public') return db;
    return {
      many: (query) => inTurn(() => db.many(query)),
      one: (query) => inTurn(() => db.one(query)),
      transaction: (work) => inTurn(() => db.transaction(work)),
    };
  };
  return { as: bound };
}
