// npm run fengsui -- <command>: runs inside the server where one holds the embedded database, else opens the database itself.
import { askHolder } from '../db/lock.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { recordCommand } from './audit/record-command.ts';
import { capabilities } from './capabilities.ts';
import type { CommandIo } from './platform/command.ts';
import { platformCommands } from './platform/commands/platform-commands.ts';
import { findCommand, helpLines, runCommand, type CommandRequest } from './platform/commands/run-command.ts';
import { readConfig, type Config } from './platform/config.ts';
import { openLog } from './platform/log.ts';
import { openServices } from './platform/open-services.ts';

const commands = [...platformCommands, ...capabilities.flatMap(({ commands: own = [] }) => own)];
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(argv: readonly string[]): Promise<number> {
  const found = findCommand(commands, argv);
  if (!found) {
    const asked = argv.length === 0 || argv[0] === 'help' || argv[0] === '--help';
    for (const line of helpLines(commands)) print(line);
    return asked ? 0 : 2;
  }
  if (found.command.alone) return found.command.alone(found.args, { print, cwd: process.cwd(), serving: false });
  const config = readConfig();
  if (!config.databaseUrl) {
    const request: CommandRequest = { argv, cwd: process.cwd() };
    const asked = await askHolder(config.dataDir, request, print);
    if (asked) return Number(asked.answer);
  }
  return runHere(config, argv);
}

async function runHere(config: Config, argv: readonly string[]): Promise<number> {
  const log = openLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const clock = (): Date => new Date();
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    adminUrl: config.databaseAdminUrl,
    dataDir: config.dataDir,
    applicationName: 'fengsui command',
    clock,
    log,
    onProgress: print,
  });
  try {
    if (!isPlatformCommand(argv)) await migrate(database, { log });
    const io: CommandIo = { print, cwd: process.cwd(), serving: false };
    const services = openServices({ database, config, clock, log });
    return await runCommand(commands, services, argv, io, recordCommand(services));
  } finally {
    await database.close();
  }
}

/** These look at the database as it is; the others need its tables. */
const isPlatformCommand = (argv: readonly string[]): boolean => findCommand(platformCommands, argv) !== undefined;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
