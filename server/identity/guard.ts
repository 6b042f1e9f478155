// Who may do what, where: the only place that decides.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { Database, Db, Scope } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { EnterLane } from '../platform/lanes/lanes.ts';
import { Problem } from '../platform/problem.ts';
import type { ReadAsker } from '../platform/proxies.ts';
import { callersOf, type Who } from './algorithms/roles.ts';
import type { Caller, Purpose, SignInStep } from './contract.ts';
import type { Declarations } from '../platform/declarations.ts';
import { purposeOf } from './purpose.ts';

/** What a route, topic, tile layer, dataset, export or command declares of itself. */
export interface Access {
  readonly who: readonly Caller[];
  /** `<capability>:<act>` */
  readonly act: `${string}:${string}`;
  /** own: rows in the caller's areas; feed: the feed's areas; none: no rows of an area are touched. */
  readonly area: 'own' | 'feed' | 'none';
  /** public: anyone may know; internal: whoever is named; personal: a person can be found by it (needs a purpose). */
  readonly data: 'public' | 'internal' | 'personal';
  /** The purposes that open personal data; a request names one of them. */
  readonly purposes?: readonly Purpose[];
  /** Served even while the installation has no account yet. */
  readonly beforeSetUp?: true;
  /** Read by programs that speak for a person with an application password (HTTP Basic), which opens nothing else. */
  readonly programs?: true;
}

/** Declares the access of a route: `config: { access: allow('staff', 'hazards:read', { area: 'own', data: 'internal' }) }`. */
export function allow(who: Who | readonly Who[], act: Access['act'], rule: Omit<Access, 'who' | 'act'>): Access {
  return { who: callersOf(who), act, ...rule };
}

/** What tells who is asking: the same for a request and for the handshake of a socket. Behind proxies of ours it is as the first of them saw it. */
export interface Asker {
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string | undefined;
  /** What is asked for may be read with an application password. */
  readonly programs?: boolean;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly post: string;
}

/** The session behind a request of a person. */
export interface SessionOfSubject {
  readonly id: string;
  readonly personId: string;
  /** Null until a post is taken. */
  readonly postId: string | null;
  readonly secondFactorAt: string | null;
  /** When a password or a second factor was last shown in it. */
  readonly provenAt: string;
  /** Undefined once the sign-in is whole; until then the caller may do what the public may. */
  readonly step: SignInStep | undefined;
}

/** Somebody whom the resolver knows. */
export interface Subject {
  readonly caller: Caller;
  readonly user: User;
  readonly scope: Scope;
  /** A substitute's limits: these acts alone. */
  readonly acts?: readonly string[];
  readonly session?: SessionOfSubject;
  /** What the scope may be narrowed to and widened again: the areas before the choice in the top bar. */
  readonly whole: readonly string[];
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
  readonly readAsker: ReadAsker;
  readonly enterLane: EnterLane;
  readonly resolve: Resolve;
  readonly originFault: OriginFault;
  readonly database: Pick<Database, 'as'>;
  readonly declarations: Declarations;
  /** False while there is no account: then hardly anything is served. */
  readonly isSetUp: () => Promise<boolean>;
}

/** Puts the guard before every route; a route without `config.access` does not start. Call before any route is added. */
export function guardRoutes(app: FastifyInstance, guard: Guard): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    guard.declarations.add('route', `${String(method)} ${url}`, config?.access);
  });
  app.decorateRequest('db');
  app.decorateRequest('user');
  app.decorateRequest('subject');
  app.addHook('onRequest', (request) => admit(request, guard));
}

async function admit(request: FastifyRequest, guard: Guard): Promise<void> {
  const { readAsker, enterLane, resolve, originFault, database, isSetUp } = guard;
  const access = request.routeOptions.config.access;
  const asker = readAsker(request.raw);
  if (!access) return enterLane(asker, undefined); // nothing is served there: the not-found handler answers
  if (!access.beforeSetUp && !(await isSetUp())) throw NOT_SET_UP();
  if (!SAFE.has(request.method)) refuseForeignPages(originFault(asker));
  const subject = await resolve({ ...asker, programs: access.programs === true && SAFE.has(request.method) });
  await enterLane(asker, subject);
  assertAllowed(access, subject);
  request.subject = subject;
  request.user = subject.user;
  const purpose = await purposeOf(request, access, database.as(subject.scope));
  const db = database.as(purpose === undefined ? subject.scope : { ...subject.scope, purpose });
  request.db =
    SAFE.has(request.method) && purpose === undefined ? db : rememberingAddress(db, asker.remoteAddress ?? '');
}

const NOT_SET_UP = () =>
  new Problem(503, 'not-set-up', 'This installation has no account yet', {
    detail: 'On the server: npm run fengsui -- user create LOGIN --role system-admin',
  });

/** Lets the audit record of a write know where it was asked from. */
export function rememberingAddress(db: Db, address: string): Db {
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

/** @throws Problem 403 where the page that asks is not ours */
export function refuseForeignPages(fault: string | undefined): void {
  if (fault) throw new Problem(403, 'foreign-origin', 'Requests from other pages are not taken', { detail: fault });
}

/** Whether somebody may do an act at all; which rows they then see is for the row policies. What the public may, everyone may. */
export function isAllowed(access: Access, { caller, acts }: Pick<Subject, 'caller' | 'acts'>): boolean {
  if (access.who.includes('public')) return true;
  return access.who.includes(caller) && (acts === undefined || acts.includes(access.act));
}

/** @throws Problem 401 where a sign-in could help, 403 where it could not */
export function assertAllowed(access: Access, subject: Subject): void {
  if (isAllowed(access, subject)) return;
  if (subject.caller === 'public') throw new Problem(401, 'not-signed-in', 'This needs a sign-in or a key');
  throw new Problem(403, 'not-allowed', 'You may not do this');
}
