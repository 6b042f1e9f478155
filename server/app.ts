// The application, built from its services and its capabilities.
import compress from '@fastify/compress';
import fastify, { LogController, type FastifyInstance } from 'fastify';
import { constants } from 'node:zlib';
import type { Db } from '../db/connection.ts';
import packageJson from '../package.json' with { type: 'json' };
import { guardRoutes, isAllowed, refuseForeignPages, type Resolve } from './identity/guard.ts';
import { originJudge } from './identity/origin.ts';
import { buildResolver } from './identity/resolver.ts';
import { watchSetUp } from './identity/set-up.ts';
import type { Capability } from './platform/capability.ts';
import { nothingHere, serveClient } from './platform/client-files.ts';
import { nameTopics } from './platform/event-log.ts';
import { healthRoutes } from './platform/health.ts';
import { openLive, type Live } from './platform/live.ts';
import { pollingRoutes, positionRoutes, takeUpgrades } from './platform/live-routes.ts';
import { measureRequests, metricsRoutes, openRegistry } from './platform/metrics.ts';
import { describeRoutes, manualRoutes } from './platform/openapi.ts';
import { answerWithProblems } from './platform/problem-answers.ts';
import { addSecurityHeaders } from './platform/security-headers.ts';
import { openLanes } from './platform/lanes/lanes.ts';
import { openPublicRoom, type PublicRoom } from './platform/lanes/public-room.ts';
import { askerReader, trustedProxies } from './platform/proxies.ts';
import type { Services } from './platform/services.ts';
import { readStorage } from './platform/storage.ts';
import { platformCommands } from './platform/commands/platform-commands.ts';
import { momentRoutes } from './platform/moment-routes.ts';
import { tileRoutes } from './platform/tile-routes.ts';
import { compileValidator } from './platform/validation.ts';

/** Bytes of a request's body, unless a route says otherwise. */
const BODY_LIMIT = 1024 * 1024;

/** The usual quality is for files that are packed once. */
const QUICK_BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

export interface AppOptions {
  readonly capabilities: readonly Capability[];
  /** Folder of the built client; without it only the API is served. */
  readonly clientDir?: string;
  /** Who is asking; the resolver of the running server unless a test says otherwise. */
  readonly resolve?: Resolve;
  /** Whether there is an account; looked up unless a test says otherwise. */
  readonly isSetUp?: () => Promise<boolean>;
}

/** Builds the application and opens its live line. Rejects where anything does not declare its access. */
export async function buildApp(services: Services, options: AppOptions): Promise<FastifyInstance> {
  const { capabilities, resolve = buildResolver(services) } = options;
  const topics = capabilities.flatMap(({ topics = [] }) => topics);
  const layers = capabilities.flatMap(({ layers = [] }) => layers);
  for (const { name, access } of topics) services.declarations.add('topic', name, access);
  for (const { name, access } of layers) services.declarations.add('layer', name, access);
  for (const { name, datasets = [] } of capabilities)
    for (const dataset of datasets) services.declarations.add('dataset', `${name}/${dataset.name}`, dataset.access);
  for (const { name, access } of [...platformCommands, ...capabilities.flatMap(({ commands = [] }) => commands)])
    services.declarations.add('command', name, access);
  await nameTopics(
    services.db,
    topics.map(({ name }) => name),
  );
  const live = await openLive(services, topics, { resolve, isAllowed });
  const app = fastify({
    loggerInstance: services.log,
    // Two values of one header become one that fits nothing: a proxy and we cannot take it each for another.
    http: { joinDuplicateHeaders: true },
    bodyLimit: BODY_LIMIT,
    trustProxy: trustedProxies(services.config),
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
    forceCloseConnections: true,
    return503OnClosing: true,
  });
  app.addHook('preClose', () => live.close());
  const publicRoom = openPublicRoom(services.config);
  await addPlatform(app, services, live, { ...options, resolve, publicRoom });
  await app.register(positionRoutes(services.events, topics, isAllowed), { prefix: '/api/live' });
  await app.register(momentRoutes(services), { prefix: '/api' });
  await app.register(tileRoutes(services, { layers, isAllowed, publicRoom }), { prefix: '/api' });
  for (const { name, routes, pages } of capabilities) {
    if (routes) await app.register(routes(services, resolve), { prefix: `/api/${name}` });
    if (pages) await app.register(pages(services, options.clientDir));
  }
  if (options.clientDir !== undefined) await serveClient(app, options.clientDir);
  await app.ready();
  return app;
}

/** What is made once for the whole application. */
interface Parts {
  readonly resolve: Resolve;
  readonly publicRoom: PublicRoom;
}

/** Everything that stands before and beside the capabilities, in the order in which a request meets it. */
async function addPlatform(
  app: FastifyInstance,
  services: Services,
  live: Live,
  { resolve, publicRoom, capabilities, isSetUp = watchSetUp(services) }: AppOptions & Parts,
): Promise<void> {
  const { config, database, declarations } = services;
  const originFault = originJudge(config.publicUrl);
  const readAsker = askerReader(config);
  const enterLane = openLanes(services);
  const registry = openRegistry({ sockets: live.count, storage: () => readStorage(services) });
  app.setValidatorCompiler(compileValidator);
  answerWithProblems(app);
  app.setNotFoundHandler(() => {
    throw nothingHere();
  });
  addSecurityHeaders(app, config);
  measureRequests(app, registry);
  logAnswers(app);
  const inTurn = publicRoom.inTurn(database);
  guardRoutes(app, { readAsker, enterLane, resolve, originFault, database: inTurn, declarations, isSetUp });
  publicRoom.limit(app);
  await app.register(compress, {
    global: true,
    encodings: ['br', 'gzip'],
    threshold: 1024,
    brotliOptions: QUICK_BROTLI,
  });
  await describeRoutes(app, packageJson.version);
  const sources = async (db: Db) =>
    (await Promise.all(capabilities.map(async ({ sources }) => sources?.({ ...services, db }) ?? []))).flat();
  await app.register(healthRoutes({ services, version: packageJson.version, sources, isLive: live.isCurrent }), {
    prefix: '/api',
  });
  await app.register(manualRoutes, { prefix: '/api' });
  await app.register(metricsRoutes(registry));
  await app.register(pollingRoutes(live));
  takeUpgrades(app, live, async (request) => {
    const asker = readAsker(request);
    refuseForeignPages(originFault(asker));
    const subject = await resolve(asker);
    await enterLane(asker, subject);
    return { asker, subject };
  });
}

/** One line an answer; the query stays out of it, it may hold what people typed. */
function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, url, user } = request;
    const line = {
      method,
      path: url.split('?')[0],
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      user: user?.id,
    };
    request.log[reply.statusCode >= 500 ? 'error' : 'info'](line, 'answered');
  });
}
