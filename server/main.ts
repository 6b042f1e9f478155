// The process: configuration, database, city, client, then it listens until it is told to end.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseHeld, DatabaseUnavailable } from '../db/errors.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { buildApp } from './app.ts';
import { capabilities } from './capabilities.ts';
import { loadCity } from './city/load.ts';
import { findCity } from './city/store.ts';
import { issueFirstFeedKey } from './identity/feed-keys.ts';
import { makeFirstAccounts } from './identity/first-accounts.ts';
import { buildClient } from './platform/client-build.ts';
import { platformCommands } from './platform/commands/platform-commands.ts';
import { recordCommand } from './audit/record-command.ts';
import { serveCommands } from './platform/commands/serve-commands.ts';
import { watchClocks } from './platform/clock-drift.ts';
import { ConfigError, readConfig, type Config } from './platform/config.ts';
import { pruneEvents } from './platform/event-pruning.ts';
import { pruneWindows } from './platform/lanes/window-count.ts';
import { openLog } from './platform/log.ts';
import { openServices } from './platform/open-services.ts';
import { Problem } from './platform/problem.ts';
import type { Services } from './platform/services.ts';
import { watchStorage } from './platform/storage.ts';
import { Ending } from './platform/ending.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const print = (line: string) => process.stdout.write(`${line}\n`);
const ending = new Ending();

try {
  ending.onSignals();
  await start(readConfig());
} catch (error) {
  const expected = messageOf(error);
  process.stderr.write(`${expected ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  await ending.end(1);
}

async function start(config: Config): Promise<void> {
  const log = openLog(config.logLevel);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'A promise was rejected and nobody looked'));
  const clock = () => new Date();
  const client = buildClient(ROOT, print);
  client.catch(() => undefined); // awaited below; it may fail while the database still opens
  const { databaseUrl, databaseAdminUrl: adminUrl, dataDir } = config;
  const database = await openDatabase({ databaseUrl, adminUrl, dataDir, clock, log, onProgress: print });
  ending.add(() => database.close());
  const { applied } = await migrate(database, { log });
  if (applied.length > 0) print(`Database brought to this version: ${applied.length} migrations`);
  const services = openServices({ database, config, clock, log });
  serveCommands(
    services,
    [...platformCommands, ...capabilities.flatMap(({ commands = [] }) => commands)],
    recordCommand(services),
  );
  await loadFirstCity(services);
  await issueFirstFeedKey(services, print);
  await makeFirstAccounts(services, print);
  const app = await buildApp(services, { capabilities, clientDir: await client });
  ending.add(() => app.close());
  await listen(services, (at) => app.listen(at));
  for (const job of [
    pruneEvents,
    pruneWindows,
    watchClocks,
    watchStorage,
    ...capabilities.flatMap(({ jobs = [] }) => jobs),
  ])
    ending.add(await job(services));
  if (!ending.isUnderWay()) print(`Fengsui ready at ${config.publicUrl}`);
}

/** The first start of an installation: the city of CITY_DIR. */
async function loadFirstCity(services: Services): Promise<void> {
  if (await findCity(services.database.owner)) return;
  print(`Loading the city of ${services.config.cityDir} …`);
  const { city, refused } = await loadCity(services, services.config.cityDir, {
    onProgress: (line) => print(`  ${line}`),
  });
  print(refused > 0 ? `Loaded ${city}; ${refused} rows were refused` : `Loaded ${city}`);
}

async function listen(
  { config }: Services,
  open: (at: { port: number; host: string }) => Promise<unknown>,
): Promise<void> {
  const { port, host } = config;
  try {
    await open({ port, host });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new ConfigError(`PORT ${port} is taken on ${host}: set PORT to a free one, or end what listens there`);
    if (code === 'EACCES')
      throw new ConfigError(`PORT ${port} needs more rights than this user has: set PORT to 1024 or above`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new ConfigError(`HOST ${host} is no address of this machine`);
    throw error;
  }
}

/** What the person who starts it can do something about is told in a line, without a stack. */
function messageOf(error: unknown): string | undefined {
  const isExpected = [ConfigError, DatabaseHeld, DatabaseUnavailable, Problem].some((kind) => error instanceof kind);
  return isExpected && error instanceof Error ? error.message : undefined;
}
