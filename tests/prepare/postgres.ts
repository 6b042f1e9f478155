// A private PostgreSQL cluster for one test run: made in a temporary folder, gone when the run ends.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, must } from './command.ts';

export interface Cluster {
  /** Superuser, database `postgres`. */
  readonly url: string;
  /** Ends all sessions and starts again on the same port; 'immediate' is a crash with recovery. */
  restart(how: 'fast' | 'immediate'): Promise<void>;
  /** Stops without cleaning up, for tests of an absent database. */
  halt(): Promise<void>;
  /** As halt, but without any goodbye: the next start recovers. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Stops and removes every file. */
  remove(): Promise<void>;
}

const DEBIAN = '/usr/lib/postgresql';
const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

/** The folder of the newest PostgreSQL server that has PostGIS, or undefined. */
export function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const onPath = ask('pg_config', ['--bindir']);
  return [...versions.map((version) => join(DEBIAN, version, 'bin')), ...(onPath ? [onPath] : [])].find(hasPostgis);
}

function hasPostgis(bin: string): boolean {
  if (!existsSync(join(bin, 'initdb'))) return false;
  const version = /^\/usr\/lib\/postgresql\/(\d+)\/bin$/.exec(bin)?.[1];
  const shared = version ? `/usr/share/postgresql/${version}` : ask(join(bin, 'pg_config'), ['--sharedir']);
  return shared !== undefined && existsSync(join(shared, 'extension', 'postgis.control'));
}

/** Makes and starts a cluster. Nothing in it is worth keeping: fsync is off. Throws where no PostgreSQL is found. */
export async function startCluster(): Promise<Cluster> {
  const bin = findPostgres();
  if (!bin) throw new Error('no PostgreSQL server with PostGIS on this machine');
  const folder = mkdtempSync(join(tmpdir(), 'fengsui-postgres-'));
  const user = databaseUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  let server: ChildProcess | undefined;

  const start = async () => {
    server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-p', String(port), ...SETTINGS], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await accepting(server);
  };
  const stop = async (how: keyof typeof SIGNALS) => {
    const running = server;
    server = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(SIGNALS[how]);
    await ended;
  };
  const remove = async () => {
    await stop('immediate');
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    const locale = ['--encoding=UTF8', '--locale=C.UTF-8'];
    await must(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-N', ...locale], {
      ...user,
      cwd: folder,
    });
    await start();
  } catch (reason) {
    await remove();
    throw reason;
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    halt: () => stop('fast'),
    crash: () => stop('immediate'),
    restart: async (how) => {
      await stop(how);
      await start();
    },
    remove,
  };
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'max_connections=200',
  'shared_buffers=256MB',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'jit=off',
].flatMap((setting) => ['-c', setting]);

/** PostgreSQL refuses to run as root: there it runs as the user of Debian's package. */
function databaseUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('postgres:'));
  if (!entry) throw new Error('running as root, and there is no user "postgres" to run the database as');
  const [, , uid, gid] = entry.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Resolves when the server says that it accepts connections; rejects with its log when it ends before. */
function accepting(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-20_000);
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${String(code)} at its start:\n${log}`)));
  });
}

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
