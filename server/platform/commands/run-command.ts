// Finds the command that was typed and runs it; what goes wrong becomes a line and an exit code.
import type { Command, CommandIo, RecordRun } from '../command.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';

/** What one process asks of another that holds the database. */
export interface CommandRequest {
  readonly argv: readonly string[];
  readonly cwd: string;
}

/** The command whose name is what was typed first, the longest one where several are, and the words after it. */
export function findCommand(
  commands: readonly Command[],
  argv: readonly string[],
): { command: Command; args: readonly string[] } | undefined {
  const matches = commands
    .map((command) => ({ command, words: command.name.split(' ') }))
    .filter(({ words }) => words.every((word, at) => argv[at] === word))
    .sort((a, b) => b.words.length - a.words.length);
  const [best] = matches;
  return best && { command: best.command, args: argv.slice(best.words.length) };
}

/**
 * @param record  called once a command is done that may have changed something
 * @returns the exit code: 0 done, 1 could not, 2 not understood
 */
export async function runCommand(
  commands: readonly Command[],
  services: Services,
  argv: readonly string[],
  io: CommandIo,
  record: RecordRun,
): Promise<number> {
  const found = findCommand(commands, argv);
  if (!found) {
    for (const line of helpLines(commands)) io.print(line);
    return 2;
  }
  try {
    const code = await found.command.run(services, found.args, io);
    if (code === 0 && !found.command.readsOnly) await record(found.command, found.args);
    return code;
  } catch (error) {
    services.log.debug({ err: error, command: found.command.name }, 'A command failed');
    for (const line of explain(error)) io.print(line);
    return isMisuse(error) ? 2 : 1;
  }
}

export function helpLines(commands: readonly Command[]): string[] {
  const rows = [...commands.map(({ usage }) => usage), 'help  shows this'].map((usage) => usage.split(/ {2,}/));
  const width = Math.max(...rows.map(([form = '']) => form.length));
  const lines = rows.map(([form = '', ...text]) => `  ${form.padEnd(width)}  ${text.join('  ')}`).sort();
  return ['npm run fengsui -- <command>', '', ...lines];
}

function explain(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  if (!(error instanceof Problem)) return [error.message];
  const { detail, errors = [] } = error.details;
  return [
    error.message,
    ...(detail ? [detail] : []),
    ...errors.map(({ pointer, detail: what }) => `  ${pointer} ${what}`),
  ];
}

/** An option that parseArgs does not know. */
const isMisuse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
