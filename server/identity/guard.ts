// Who may do what, where: the only place that decides.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { Database, Db, Scope } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { Problem } from '../platform/problem.ts';

/** Who may call: nobody signed in, staff of any post, a machine with a feed key, or the phone that is paired with a wall. */
export type Caller = 'public' | 'staff' | 'feed' | 'remote';

/** What a route, topic, tile layer or command declares of itself. */
export interface Access {
  readonly who: readonly Caller[];
  /** `<capability>:<act>` */
  readonly act: `${string}:${string}`;
  /** own: rows in the caller's areas; feed: the feed's areas; none: no rows of an area are touched. */
  readonly area: 'own' | 'feed' | 'none';
  /** public: anyone may know; internal: staff; personal: a person can be found by it (needs a purpose). */
  readonly data: 'public' | 'internal' | 'personal';
  readonly purpose?: string;
}

/** Declares the access of a route: `config: { access: allow('staff', 'hazards:read', { area: 'own', data: 'internal' }) }`. */
export function allow(who: Caller | readonly Caller[], act: Access['act'], rule: Omit<Access, 'who' | 'act'>): Access {
  return { who: typeof who === 'string' ? [who] : who, act, ...rule };
}

/** What tells who is asking: the same for a request and for the handshake of a socket. */
export interface Asker {
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string | undefined;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly post: string;
}

/** Somebody whom the resolver knows. */
export interface Subject {
  readonly caller: Caller;
  readonly user: User;
  readonly scope: Scope;
  /** What the scope may be narrowed to and widened again: the areas before the choice in the top bar. */
  readonly whole: readonly string[];
  /** Let in because of the machine that asks, not by a sign-in. */
  readonly demonstration: boolean;
  /** Changes with the scope: a live cursor of another epoch is of no use. */
  readonly scopeEpoch: string;
}

/** Finds out who is asking. Throws a Problem (401) where a key is shown that does not fit. */
export type Resolve = (asker: Asker) => Promise<Subject>;

/** Says why an asker may not change anything or open a socket, by where the page comes from. */
export type OriginFault = (asker: Asker) => string | undefined;

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** The database as this caller may see it. */
    db: Db;
    user: User;
    subject: Subject;
  }
}

export interface Guard {
  readonly resolve: Resolve;
  readonly originFault: OriginFault;
  readonly database: Database;
}

/** Puts the guard before every route; a route without `config.access` does not start. Call before any route is added. */
export function guardRoutes(app: FastifyInstance, guard: Guard): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    assertDeclared(`${String(method)} ${url}`, config?.access);
  });
  app.decorateRequest('db');
  app.decorateRequest('user');
  app.decorateRequest('subject');
  app.addHook('onRequest', (request) => admit(request, guard));
}

async function admit(request: FastifyRequest, { resolve, originFault, database }: Guard): Promise<void> {
  const access = request.routeOptions.config.access;
  if (!access) return; // nothing is served there: the not-found handler answers
  const asker = askerOf(request);
  if (!SAFE.has(request.method)) refuseForeignPages(originFault(asker));
  const subject = await resolve(asker);
  assertAllowed(access, subject);
  request.subject = subject;
  request.user = subject.user;
  const db = database.as(subject.scope);
  request.db = SAFE.has(request.method) ? db : rememberingAddress(db, request.ip);
}

/** Lets the audit record of a write know where it was asked from. */
function rememberingAddress(db: Db, address: string): Db {
  return {
    many: (query) => db.many(query),
    one: (query) => db.one(query),
    transaction: (work) =>
      db.transaction(async (tx) => {
        await tx.one(sql`SELECT set_config('app.from', ${address}, true)`);
        return work(tx);
      }),
  };
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

const askerOf = ({ headers, socket }: FastifyRequest): Asker => ({ headers, remoteAddress: socket.remoteAddress });

/** @throws Problem 403 where the page that asks is not ours */
export function refuseForeignPages(fault: string | undefined): void {
  if (fault) throw new Problem(403, 'foreign-origin', 'Requests from other pages are not taken', { detail: fault });
}

/** Whether somebody may do an act at all; which rows they then see is for the row policies. What the public may, everyone may. */
export function isAllowed(access: Access, { caller }: Pick<Subject, 'caller'>): boolean {
  return access.who.includes('public') || access.who.includes(caller);
}

/** @throws Problem 401 where a sign-in could help, 403 where it could not */
export function assertAllowed(access: Access, subject: Subject): void {
  if (isAllowed(access, subject)) return;
  if (subject.caller === 'public') throw new Problem(401, 'not-signed-in', 'This needs a sign-in or a key');
  throw new Problem(403, 'not-allowed', 'You may not do this');
}

/** Refuses a missing declaration, and one that contradicts itself. @throws Error naming the thing */
export function assertDeclared(what: string, access: Access | undefined): void {
  if (!access) throw new Error(`${what} does not declare its access`);
  if (access.who.length === 0) throw new Error(`${what} lets nobody in`);
  if (!/^[a-z-]+:[a-z-]+$/.test(access.act))
    throw new Error(`${what} names its act "${access.act}"; expected <capability>:<act>`);
  if (access.data !== 'public' && access.who.includes('public'))
    throw new Error(`${what} shows ${access.data} data to the public`);
  if (access.data === 'personal' && !access.purpose) throw new Error(`${what} shows personal data without a purpose`);
}
