// Room for those who ask without a sign-in: so many requests at once in this process, and not all of its ways into the database,
// so that slow ones among them are never in the way of staff and feeds.
import { finished } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Database, Db } from '../../../db/connection.ts';
import { atMost } from '../at-most.ts';
import type { Config } from '../config.ts';
import { Problem } from '../problem.ts';

const RETRY_S = 2;
/** How a probe sees whether we live, and the line that a screen holds open while nothing happens. */
const UNCOUNTED = ['platform:ask-health', 'platform:open-line'];

export interface PublicRoom {
  /** Sends away whom there is no room for, with 503. Call after the guard, which knows who asks. */
  limit(app: FastifyInstance): void;
  /**
   * The same database, in which the public is served a few at a time, first come first served. Signing in is not among it: it is how staff come
   * in while the public waits, and has a queue of its own (`sign-in/password-hash.ts`).
   */
  inTurn(database: Pick<Database, 'as'>): Pick<Database, 'as'>;
  /** Part of a database that somebody of the public reads in another role, as tiles are read. */
  boundInTurn(db: Db): Db;
}

export function openPublicRoom({
  publicRequestsAtOnce,
  publicStatementsAtOnce,
}: Pick<Config, 'publicRequestsAtOnce' | 'publicStatementsAtOnce'>): PublicRoom {
  const turn = atMost(publicStatementsAtOnce);
  const boundInTurn = (db: Db): Db => ({
    many: (query) => turn(() => db.many(query)),
    one: (query) => turn(() => db.one(query)),
    transaction: (work) => turn(() => db.transaction(work)),
  });
  return {
    limit: (app) => limitPublic(app, publicRequestsAtOnce),
    boundInTurn,
    inTurn: (database) => ({
      as: (scope) => (scope.role === 'public' ? boundInTurn(database.as(scope)) : database.as(scope)),
    }),
  };
}

function limitPublic(app: FastifyInstance, atOnce: number): void {
  let inside = 0;
  app.addHook('onRequest', async ({ subject, routeOptions }, reply) => {
    // Nothing is served where there is no subject: the not-found handler answers at once.
    if (subject?.caller !== 'public' || UNCOUNTED.includes(routeOptions.config.access?.act ?? '')) return;
    if (inside >= atOnce) throw new Problem(503, 'busy', 'Too many ask at this moment', { retryAfterS: RETRY_S });
    inside += 1;
    // Answered, broken off, or gone before it came here: once each.
    finished(reply.raw, () => (inside -= 1));
  });
}
