// Lines of JSON over a local socket.
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** The kernel takes 104 bytes of a socket's path on macOS, 108 on Linux. */
const LONGEST_PATH = 100;
const GREETING_MS = 5_000;

export function writeLine(socket: Socket, message: unknown): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

export async function* readLines(socket: Socket): AsyncGenerator<unknown> {
  for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) yield JSON.parse(line) as unknown;
}

/**
 * The greeting of a socket where nothing is asked; else its answer, lines printed on the way going to `onLine`.
 * @throws Error with what the other side says went wrong, or as the network does
 */
export function askSocket(path: string, request: unknown, onLine: (line: string) => void): Promise<unknown> {
  return withShortPath(path, async (short) => {
    const socket = connect(short);
    socket.setTimeout(request === undefined ? GREETING_MS : 0, () =>
      socket.destroy(new Error('The lock does not answer')),
    );
    const failure = new Promise<never>((_resolve, reject) => socket.once('error', reject));
    try {
      return await Promise.race([failure, converse(socket, request, onLine)]);
    } finally {
      socket.destroy();
    }
  });
}

async function converse(socket: Socket, request: unknown, onLine: (line: string) => void): Promise<unknown> {
  let greeted = false;
  for await (const message of readLines(socket)) {
    if (!greeted && request === undefined) return message;
    if (!greeted) writeLine(socket, request);
    else if (isObject(message) && 'line' in message) onLine(String(message.line));
    else if (isObject(message) && 'error' in message) throw new Error(String(message.error));
    else return isObject(message) ? message.answer : undefined;
    greeted = true;
  }
  throw Object.assign(new Error('The other side went away'), { code: 'ECONNRESET' });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Works with a path that the kernel takes: a long one is reached through a link in the temporary folder. */
export async function withShortPath<Result>(path: string, work: (short: string) => Promise<Result>): Promise<Result> {
  if (process.platform === 'win32' || Buffer.byteLength(path) <= LONGEST_PATH) return work(path);
  const folder = mkdtempSync(join(tmpdir(), 'fs-'));
  try {
    symlinkSync(resolve(dirname(path)), join(folder, 'd'));
    return await work(join(folder, 'd', basename(path)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
