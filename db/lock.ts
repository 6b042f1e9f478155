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

interface Rival extends Greeting {
  readonly path: string;
}

const ATTEMPTS = 60;
const LONGEST_PAUSE_MS = 200;

/**
 * Takes the folder for this process.
 *
 * Each taker opens a socket of its own name, then looks at all others: one that is refused is left from a killed process and is removed,
 * one that answers is a rival. Whoever holds has seen no living rival after opening, so of two takers the later one sees the earlier.
 * Of takers that see one another, the first by name stays and the others go.
 * @throws DatabaseHeld where a living process holds it
 */
export async function holdFolder(folder: string): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true });
  const bid: Bid = { folder, own: undefined };
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const lock = await bidFor(bid);
      if (lock) return lock;
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
    throw new DatabaseHeld(folder, (await findRival(folder))?.pid ?? 0);
  } catch (error) {
    await bid.own?.close();
    throw error;
  }
}

interface Bid {
  readonly folder: string;
  own: OwnDoor | undefined;
}

/** One attempt. @throws DatabaseHeld */
async function bidFor(bid: Bid): Promise<FolderLock | undefined> {
  // Looked at before opening: who is about to take it is not disturbed.
  let rival = bid.own ? undefined : await findRival(bid.folder);
  if (!rival) {
    bid.own ??= await openDoor(bid.folder);
    rival = await findRival(bid.folder, bid.own?.path);
    if (bid.own && !rival && isThere(bid.own.path)) return take(bid.own);
  }
  if (rival?.holds) throw new DatabaseHeld(bid.folder, rival.pid);
  if (bid.own && (!rival || rival.path < bid.own.path)) {
    await bid.own.close();
    bid.own = undefined;
  }
  return undefined;
}

function take(door: OwnDoor): FolderLock {
  door.greeting = { pid: process.pid, holds: true };
  return { serve: (answer) => void (door.answer = answer), release: () => door.close() };
}

/** Somebody may have taken a socket that did not listen yet for a dead one. */
const isThere = (path: string): boolean =>
  process.platform === 'win32' || statSync(path, { throwIfNoEntry: false }) !== undefined;

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

/** Who holds it, else the first by name of those who want it. What is dead is removed by those alone whom others can see. */
async function findRival(folder: string, own?: string): Promise<Rival | undefined> {
  let first: Rival | undefined;
  for (const path of doorsOf(folder).sort()) {
    if (path === own) continue;
    const greeting = await greet(path);
    if (greeting?.holds) return { ...greeting, path };
    if (greeting) first ??= { ...greeting, path };
    else if (own) rmSync(path, { force: true });
  }
  return first;
}

/** undefined where nobody is behind the door. */
async function greet(path: string): Promise<Greeting | undefined> {
  try {
    return (await askSocket(path, undefined, () => undefined)) as Greeting;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNRESET' || code === 'EPIPE') return { pid: 0, holds: false }; // it is closing at this moment
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
