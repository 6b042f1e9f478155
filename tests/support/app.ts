// The application on a database of its own. Who asks can be chosen for each request, by a resolver that only tests have.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Scope } from '../../db/connection.ts';
import { buildApp, type AppOptions } from '../../server/app.ts';
import { capabilities as all } from '../../server/capabilities.ts';
import type { Caller } from '../../server/identity/contract.ts';
import { databaseRoleOf } from '../../server/identity/database-role.ts';
import type { Resolve, Subject } from '../../server/identity/guard.ts';
import { buildResolver, scopeEpoch } from '../../server/identity/resolver.ts';
import { readConfig } from '../../server/platform/config.ts';
import type { EventLog } from '../../server/platform/event-log.ts';
import { openLog, type Log } from '../../server/platform/log.ts';
import { openServices } from '../../server/platform/open-services.ts';
import type { Services } from '../../server/platform/services.ts';
import { startClock, type TestClock } from './clock.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';

/** Somebody in a test; a manager, who may do all that staff may, unless said otherwise. */
export interface TestScope {
  readonly role?: Caller;
  readonly areas?: readonly string[];
  /** All of them unless said otherwise. */
  readonly departments?: readonly string[];
  readonly actor?: string;
  /** Another number is another epoch of the same scope. */
  readonly grants?: number;
}

export interface StartOptions {
  /** Who asks where a request does not say; without it the resolver of the running server decides. */
  readonly scope?: TestScope;
  readonly now?: string;
  readonly capabilities?: AppOptions['capabilities'];
  /** Variables as in the environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly clientDir?: string;
  /** `real`: served as far as there are accounts; without it as if there were. */
  readonly setUp?: 'real';
  /** Where the log goes; nowhere unless said otherwise. */
  readonly log?: Log;
  /** Another one's database: two applications on one. It is then left open. */
  readonly database?: TestDatabase;
  /** Another one's clock; else its own, which stands at `now`. */
  readonly clock?: TestClock;
}

type Inject = (options: InjectOptions | string) => Promise<LightMyRequestResponse>;

export interface TestApp {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly events: EventLog;
  readonly clock: TestClock;
  readonly database: TestDatabase;
  readonly inject: Inject;
  /** The same application, asked by somebody else; `headers` let a socket be that person. */
  as(scope: TestScope): { inject: Inject; headers: Record<string, string> };
  /** Listens on a free port of loopback; answers http://127.0.0.1:PORT. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

const HEADER = 'x-test-scope';

export async function startApp(options: StartOptions = {}): Promise<TestApp> {
  const clock = options.clock ?? startClock(options.now);
  const database = options.database ?? (await openTestDatabase({ clock }));
  const dataDir = mkdtempSync(join(tmpdir(), 'fengsui-app-'));
  const config = readConfig({ DATA_DIR: dataDir, DEMO: 'off', ...options.env });
  const services = openServices({ database, config, clock, log: options.log ?? openLog('silent') });
  const { capabilities = all, clientDir } = options;
  const resolve = testResolver(buildResolver(services), options.scope);
  const isSetUp = options.setUp === 'real' ? {} : { isSetUp: () => Promise.resolve(true) };
  const app = await buildApp(services, {
    capabilities,
    resolve,
    ...isSetUp,
    ...(clientDir !== undefined && { clientDir }),
  });
  const inject: Inject = (request) => app.inject(request);
  const headersOf = (scope: TestScope) => ({ [HEADER]: JSON.stringify(scope) });
  return {
    app,
    services,
    events: services.events,
    clock,
    database,
    inject,
    as: (scope) => ({
      headers: headersOf(scope),
      inject: (request) => {
        const given = typeof request === 'string' ? { url: request } : request;
        return app.inject({ ...given, headers: { ...given.headers, ...headersOf(scope) } });
      },
    }),
    listen: () => app.listen({ port: 0, host: '127.0.0.1' }),
    close: async () => {
      await app.close();
      if (!options.database) await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function testResolver(real: Resolve, usual: TestScope | undefined): Resolve {
  return async (asker) => {
    const header = asker.headers[HEADER];
    if (typeof header === 'string') return subjectOf(JSON.parse(header) as TestScope);
    return usual ? subjectOf(usual) : real(asker);
  };
}

function subjectOf({
  role = 'manager',
  areas = [],
  departments = ['*'],
  actor = 'tester',
  grants = 0,
}: TestScope): Subject {
  const scope: Scope = { role: databaseRoleOf(role), areas, departments, actor };
  const user = { id: actor, name: actor, post: role };
  return { caller: role, user, scope, whole: areas, scopeEpoch: scopeEpoch(scope, grants) };
}
