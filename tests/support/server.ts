// The real server as its own process, as a user starts it. With a data directory of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../prepare/postgres.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FROM_SOURCE = ['--import', 'tsx', 'server/main.ts'];
const READY = /^Fengsui ready at (\S+)$/m;
/** A first start makes the database, loads the city and builds the client. */
const FIRST_START_MS = 240_000;

export interface ServerOptions {
  readonly dataDir: string;
  /** A database of PostgreSQL; without it the embedded engine. */
  readonly databaseUrl?: string;
  /** Made-up incidents come in by themselves. Off unless asked for. */
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** What node runs, and where: the source unless said otherwise. */
  readonly command?: { readonly args: readonly string[]; readonly cwd: string };
}

export interface RunningServer {
  /** http://localhost:PORT, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** What the process was started with: a command of the operator beside it needs the same. */
  readonly environment: NodeJS.ProcessEnv;
  /** Bearer key of the first feed. */
  readonly feedKey: string;
  /** All that the process has printed so far. */
  output(): string;
  /** As Ctrl-C does; answers the exit code, null where a signal ended it. */
  stop(): Promise<number | null>;
  kill9(): Promise<void>;
  /** Starts again on the same port and data, after `stop` or `kill9`. */
  start(): Promise<void>;
  /** Ends it however it stands and removes its data directory. */
  remove(): Promise<void>;
}

/** Starts a server on a port of its own and waits until it says that it is ready. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const port = await freePort();
  const { dataDir } = options;
  let running = await launch(options, port);
  const end = async (signal: NodeJS.Signals) => {
    if (running.child.exitCode !== null || running.child.signalCode !== null) return running.child.exitCode;
    const ended = once(running.child, 'exit');
    running.child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  };
  return {
    url: `http://localhost:${port}`,
    port,
    dataDir,
    environment: environmentOf(options, port),
    feedKey: readFileSync(join(dataDir, 'feed.key'), 'utf8').trim(),
    output: () => running.output(),
    stop: () => end('SIGINT'),
    kill9: async () => {
      await end('SIGKILL');
    },
    start: async () => {
      running = await launch(options, port);
    },
    remove: async () => {
      await end('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A folder of nothing, for a first start; the caller removes it. */
export function emptyDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'fengsui-data-'));
}

interface Launched {
  readonly child: ChildProcess;
  output(): string;
}

/** Starts the process and waits for its ready line; ends with all that it printed where the line does not come. */
async function launch(options: ServerOptions, port: number): Promise<Launched> {
  const { args, cwd } = options.command ?? { args: FROM_SOURCE, cwd: ROOT };
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: environmentOf(options, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the server ${why}:\n${printed.slice(-8000)}`));
    const deadline = setTimeout(() => {
      child.kill('SIGKILL');
      fail('did not say that it is ready');
    }, FIRST_START_MS);
    const hear = (chunk: Buffer) => {
      printed += chunk.toString();
      if (READY.test(printed)) {
        clearTimeout(deadline);
        resolve();
      }
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(deadline);
      fail(`ended with ${String(code ?? signal)} before it was ready`);
    });
  });
  return { child, output: () => printed };
}

const environmentOf = (options: ServerOptions, port: number): NodeJS.ProcessEnv => ({
  ...cleanEnvironment(),
  ...settings(options, port),
});

function settings({ dataDir, databaseUrl, demo, env }: ServerOptions, port: number): NodeJS.ProcessEnv {
  return {
    PORT: String(port),
    DATA_DIR: dataDir,
    DEMO: demo ? 'on' : 'off',
    LOG_LEVEL: 'warn',
    SECOND_FACTOR: 'offered',
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...env,
  };
}

/** What the test runner set for itself is no business of the server. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NODE_ENV, NODE_OPTIONS, VITEST, DATABASE_URL, ...rest } = process.env;
  return rest;
}
