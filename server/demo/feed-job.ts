// Keeps the demonstration feed running beside the server, as a process of its own, and ends it with the server.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../platform/config.ts';
import type { Job } from '../platform/capability.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const END_MS = 5_000;

/** Beside this file, from source or compiled. */
const ENTRY = fileURLToPath(new URL(`./feed-process${extname(import.meta.url)}`, import.meta.url));

/** Nothing where DEMO is off. A feed that fails comes back, ever more slowly. */
export const demoFeed: Job = async ({ config, log }) => {
  if (!config.demo) return async () => {};
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let waitMs = FIRST_WAIT_MS;

  const startAgainLater = () => {
    if (ended) return;
    timer = setTimeout(() => void start(), waitMs);
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  };
  const start = async () => {
    // The key is there once a city is: until then the feed has nothing to report into.
    const key = await readFile(config.feedKeyFile, 'utf8').catch(() => undefined);
    if (ended) return;
    if (key === undefined) return startAgainLater();
    child = startFeed(config, key.trim());
    child.stdout?.on('data', (said: Buffer) => log.debug({ feed: said.toString().trim() }, 'demonstration feed'));
    child.stderr?.on('data', (said: Buffer) => log.warn({ feed: said.toString().trim() }, 'demonstration feed'));
    const startedMs = performance.now();
    child.once('error', (reason) => log.error(reason));
    child.once('exit', () => {
      if (performance.now() - startedMs > LONGEST_WAIT_MS) waitMs = FIRST_WAIT_MS;
      startAgainLater();
    });
  };
  await start();
  return async () => {
    ended = true;
    clearTimeout(timer);
    if (child) await endProcess(child);
  };
};

function startFeed(config: Config, key: string): ChildProcess {
  const { PATH, SystemRoot } = process.env;
  return spawn(process.execPath, [...process.execArgv, ENTRY], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...(PATH && { PATH }),
      ...(SystemRoot && { SystemRoot }),
      DEMO_FEED_URL: ownUrl(config),
      DEMO_FEED_KEY: key,
      DEMO_FEED_RATE: String(config.demoRatePerHour),
      DEMO_FEED_SEED: String(config.demoSeed),
    },
  });
}

/** The server as it is reached from this machine. */
function ownUrl({ host, port }: Config): string {
  const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `http://${reached}:${port}`;
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, 'exit');
  child.stdin?.end();
  const deadline = setTimeout(() => child.kill('SIGKILL'), END_MS);
  await exit;
  clearTimeout(deadline);
}
