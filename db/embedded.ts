// The database in this very process: PGlite in a thread, its folder locked, one transaction after another.
import { join } from 'node:path';
import type { Database, DatabaseLog } from './connection.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import { makeFolder } from './embedded-folder.ts';
import { keepTidy } from './embedded-upkeep.ts';
import { borrowFrom } from './embedded-session.ts';
import { holdFolder } from './lock.ts';
import { Types } from './parsers.ts';
import { Turns } from './turns.ts';
import { bindDb, type House } from './transactions.ts';

export interface EmbeddedOptions {
  /** Holds the folder `postgres`; absent for a database in memory. */
  readonly dataDir?: string | undefined;
  /** Tarball that a database in memory begins with. */
  readonly template?: string | undefined;
  readonly clock: () => Date;
  readonly log: DatabaseLog;
  readonly onProgress?: ((line: string) => void) | undefined;
}

export interface EmbeddedDatabase extends Database {
  /** The whole database as a gzip tarball, which another one can begin with. */
  dump(): Promise<Uint8Array>;
}

const WAIT_MS = 60_000;

/** Opens the embedded database; makes it where there is none. @throws DatabaseHeld where another process has it */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, template, clock, log, onProgress } = options;
  const lock = dataDir === undefined ? undefined : await holdFolder(dataDir);
  const folder = dataDir === undefined ? undefined : makeFolder(join(dataDir, 'postgres'), log, onProgress);
  const engine = new EmbeddedEngine({
    directory: folder?.path,
    template: folder ? () => folder.template() : async () => template,
    onOpen: async (opened) => folder?.settle(opened),
    log,
  });
  const turns = new Turns(WAIT_MS);
  try {
    await engine.open();
  } catch (error) {
    await lock?.release();
    throw error;
  }

  const onHookError = (error: unknown): void => log.error({ err: error }, 'A hook after commit failed');
  const types = new Types();
  const house: House = { borrow: borrowFrom(engine, turns), types, clock, onHookError };
  return assemble(house, engine, turns, lock, dataDir === undefined ? undefined : keepTidy(engine, turns, log));
}

function assemble(
  house: House,
  engine: EmbeddedEngine,
  turns: Turns,
  lock: Awaited<ReturnType<typeof holdFolder>> | undefined,
  upkeep: { stop(): void } | undefined,
): EmbeddedDatabase {
  const wakers = new Map<string, Set<() => void>>();
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    upkeep?.stop();
    await turns.close();
    await engine.close();
    await lock?.release();
  };
  return {
    engine: 'embedded',
    owner: bindDb(house, 'owner'),
    snapshot: bindDb(house, 'owner', 'BEGIN ISOLATION LEVEL REPEATABLE READ'),
    as: (scope) => bindDb(house, scope),
    door: lock,
    // One process holds the database, so its listeners are all listeners.
    notify: async (channel) => wakers.get(channel)?.forEach((onWake) => setImmediate(onWake)),
    listen: async (channel, onWake) => {
      const group = wakers.get(channel) ?? new Set();
      wakers.set(channel, group.add(onWake));
      return async () => void group.delete(onWake);
    },
    dump: () => turns.take(() => engine.dump()),
    isReady: async () => engine.isOpen,
    close: () => (closing ??= close()),
  };
}
