// A command of `npm run fengsui -- …`. It runs where the database is open: in the server when one holds it, else in the command line itself.
import type { Access } from '../identity/guard.ts';
import type { Services } from './services.ts';

export interface CommandIo {
  /** One line to the user, at once. */
  print(line: string): void;
  /** Paths are relative to this folder: the one the user typed the command in. */
  readonly cwd: string;
  /** True where a server is running on this installation (the command then runs inside of it). */
  readonly serving: boolean;
}

export interface Command {
  /** As typed: 'city load'. */
  readonly name: string;
  readonly access: Access;
  /** Changes nothing: the others are recorded once they are done. */
  readonly readsOnly?: true;
  /** One line for the help: 'city load DIR [--grids N]  loads a city pack'. */
  readonly usage: string;
  /** Answers the exit code; throws a Problem or Error with a message for the user. */
  run(services: Services, args: readonly string[], io: CommandIo): Promise<number>;
  /** The same without a database, in the very process in which it was typed. */
  readonly alone?: (args: readonly string[], io: CommandIo) => Promise<number>;
}

/** The access of a command: whoever may type on the machine of the server, and nobody else. */
export const forOperator = (act: Access['act']): Access => ({ who: ['operator'], act, area: 'none', data: 'internal' });

/** Writes down that a command was done, by whoever works at the machine. */
export type RecordRun = (command: Command, args: readonly string[]) => Promise<void>;
