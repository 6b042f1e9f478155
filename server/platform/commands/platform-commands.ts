// The commands of the house itself: its database.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from '../../../db/backup.ts';
import { migrate } from '../../../db/migrate.ts';
import { restore } from '../../../db/restore.ts';
import { countOthers, readStatus } from '../../../db/status.ts';
import { isAdrift, measureDrift } from '../clock-drift.ts';
import { forOperator, type Command } from '../command.ts';
import { readStorage } from '../storage.ts';
import { statusLines } from './status-lines.ts';

const migrateCommand: Command = {
  name: 'migrate',
  access: forOperator('platform:migrate'),
  usage: 'migrate  brings the database to the state of this version',
  async run({ database, log }, _args, { print }) {
    const { applied, ahead, derivedRebuilt, leakproof } = await migrate(database, { log });
    for (const name of applied) print(`applied ${name}`);
    for (const name of ahead) print(`of a newer version: ${name}`);
    if (applied.length === 0) print(derivedRebuilt ? 'views and functions made anew' : 'nothing to do');
    if (!leakproof) print('warning: not a superuser, searches will be slow: see db/migrations/README.md');
    return 0;
  },
};

const statusCommand: Command = {
  name: 'db status',
  access: forOperator('platform:db-status'),
  readsOnly: true,
  usage: 'db status  says what the database is and how it does',
  async run({ database, db, config, clock }, _args, { print }) {
    const status = await readStatus(database);
    const aheadS = await measureDrift(database, clock);
    const clocks = { aheadS, isAdrift: isAdrift(aheadS, config) };
    for (const line of statusLines(status, await readStorage({ db, config }), clocks)) print(line);
    return status.pending.length > 0 ? 1 : 0;
  },
};

const backupCommand: Command = {
  name: 'backup',
  access: forOperator('platform:backup'),
  usage: 'backup FILE  saves everything in one file, for either engine',
  async run({ database, clock }, args, { print, cwd }) {
    const [file, ...more] = args;
    if (!file || more.length > 0) {
      print('Usage: backup FILE');
      return 2;
    }
    const path = resolve(cwd, file);
    const { tables, rows } = await backUp(database, path, clock());
    print(`${rows} rows of ${tables} tables saved in ${path} (${(await stat(path)).size} bytes)`);
    return 0;
  },
};

const restoreCommand: Command = {
  name: 'restore',
  access: forOperator('platform:restore'),
  usage: 'restore FILE [--over-running]  puts a backup in the place of everything',
  async run({ database }, args, { print, cwd, serving }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'over-running': { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    if (!file || more.length > 0) {
      print('Usage: restore FILE [--over-running]');
      return 2;
    }
    const running = serving || (await countOthers(database.owner)) > 0;
    if (running && !values['over-running']) {
      print('A server is running on this database: stop it first, or add --over-running');
      return 1;
    }
    const { tables, rows } = await restore(database, resolve(cwd, file));
    print(`${rows} rows of ${tables} tables restored and counted`);
    if (running) print('Start the running servers again: they may remember what was before');
    return 0;
  },
};

export const platformCommands: readonly Command[] = [migrateCommand, statusCommand, backupCommand, restoreCommand];
