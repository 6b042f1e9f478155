// A server that holds the embedded database runs the commands of the command line: one database, one process.
import type { Command, RecordRun } from '../command.ts';
import type { Services } from '../services.ts';
import { runCommand, type CommandRequest } from './run-command.ts';

/** Answers commands at the lock of the embedded database; on a PostgreSQL server the command line needs no help. */
export function serveCommands(services: Services, commands: readonly Command[], record: RecordRun): void {
  services.database.door?.serve(async (request, print) => {
    const { argv, cwd } = request as CommandRequest;
    services.log.info({ command: argv.slice(0, 2).join(' ') }, 'Running a command');
    return runCommand(commands, services, argv, { print, cwd, serving: true }, record);
  });
}
