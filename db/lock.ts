// A local socket is the lock of a data folder: it dies with its process, and other processes can ask its holder to work for them.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Door } from './connection.ts';
import { DatabaseHeld } from './errors.ts';
import { askSocket, readLines, withShortPath, writeLine } from './lock-socket.ts';

export interface FolderLock extends Door {
  release(): Promise<void>;
}

interface Greeting {
  readonly pid: number;
  readonly holds: boolean;
}

const ATTEMPTS = 20;

/**
 * Takes the folder for this process.
 *
 * Each taker opens a socket of its own name, then looks at all others: one that is refused is left from a killed process and is removed,
 * one that answers is a rival. Whoever holds has seen no living rival after opening, so of two takers the later one sees the earlier.
 * @throws DatabaseHeld where a living process holds it
 */
export async function holdFolder(folder: string): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    const own = await openDoor(folder);
    const rival = own ? await findRival(folder, own.path) : await greet(pipeOf(folder));
    if (own && !rival && (process.platform === 'win32' || statSync(own.path, { throwIfNoEntry: false }))) {
      own.greeting = { pid: process.pid, holds: true };
      return { serve: (answer) => void (own.answer = answer), release: () => own.close() };
    }
    await own?.close();
    if (rival?.holds || attempt === ATTEMPTS) throw new DatabaseHeld(folder, rival?.pid ?? 0);
    await sleep(Math.random() * 20 * attempt);
  }
}

/** Asks the process that holds the folder; undefined where nobody does. */
export async function askHolder(
  folder: string,
  request: unknown,
  onLine: (line: string) => void,
): Promise<{ answer: unknown } | undefined> {
  for (const path of doorsOf(folder)) {
    if ((await greet(path))?.holds) return { answer: await askSocket(path, request, onLine) };
  }
  return undefined;
}

interface OwnDoor {
  readonly path: string;
  greeting: Greeting;
  answer: Parameters<Door['serve']>[0];
  close(): Promise<void>;
}

/** undefined where the one pipe of Windows is taken. */
async function openDoor(folder: string): Promise<OwnDoor | undefined> {
  const path = process.platform === 'win32' ? pipeOf(folder) : join(folder, `${PREFIX}${randomUUID()}.sock`);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy()));
    void attend(socket, door);
  });
  const door: OwnDoor = {
    path,
    greeting: { pid: process.pid, holds: false },
    answer: async () => {
      throw new Error('The server is still starting');
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
        if (process.platform !== 'win32') rmSync(path, { force: true });
      }),
  };
  return (await listens(server, path)) ? door : undefined;
}

async function listens(server: Server, path: string): Promise<boolean> {
  try {
    await withShortPath(
      path,
      (short) =>
        new Promise<void>((resolve, reject) => {
          server.once('error', reject).listen(short, resolve);
        }),
    );
    server.unref();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

async function attend(socket: Socket, door: OwnDoor): Promise<void> {
  writeLine(socket, door.greeting);
  for await (const request of readLines(socket)) {
    try {
      writeLine(socket, { answer: (await door.answer(request, (line) => writeLine(socket, { line }))) ?? null });
    } catch (error) {
      writeLine(socket, { error: (error as Error).message });
    }
    socket.end();
  }
}

async function findRival(folder: string, own: string): Promise<Greeting | undefined> {
  let rival: Greeting | undefined;
  for (const path of doorsOf(folder)) {
    if (path === own) continue;
    const greeting = await greet(path);
    if (!greeting) rmSync(path, { force: true });
    else if (!rival?.holds) rival = greeting;
  }
  return rival;
}

/** undefined where nobody is behind the door. */
async function greet(path: string): Promise<Greeting | undefined> {
  try {
    return (await askSocket(path, undefined, () => undefined)) as Greeting;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'ENOTSOCK') return undefined;
    throw error;
  }
}

const PREFIX = 'lock-';

function doorsOf(folder: string): string[] {
  if (process.platform === 'win32') return [pipeOf(folder)];
  const names = statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : [];
  return names.filter((name) => name.startsWith(PREFIX)).map((name) => join(folder, name));
}

/** Named pipes live in one space of the machine, and die with their process. */
function pipeOf(folder: string): string {
  const name = createHash('sha256').update(realpathSync.native(folder).toLowerCase()).digest('hex').slice(0, 32);
  return `\\\\.\\pipe\\fengsui-${name}`;
}
