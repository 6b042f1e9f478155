// The files that were brought along, in the data directory: taken in as a stream, kept for a while, never more than fits.
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MAX_BYTES } from '../../geodata/files/opened-file.ts';
import { Problem } from '../platform/problem.ts';

/** All files together, in files of the largest size. */
const SPACE_FILES = 10;

export interface KeptFile {
  readonly id: string;
  readonly bytes: number;
  readonly sha256: string;
}

const folderOf = (dataDir: string) => join(dataDir, 'imports');
export const pathOfFile = (dataDir: string, id: string): string => join(folderOf(dataDir), id);

/** The name of this data directory among those of other servers: files are where they were taken in. */
export async function hostOf(dataDir: string): Promise<string> {
  const path = join(folderOf(dataDir), 'host');
  const known = await readFile(path, 'utf8').catch(ifMissing(''));
  if (known !== '') return known;
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 });
  await writeFile(path, randomUUID(), { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error; // another process of this directory was faster
  });
  return readFile(path, 'utf8');
}

/**
 * Takes a file in.
 *
 * @param expectedBytes  as announced, where it was
 * @throws Problem 413 where it is too large, 422 where it is empty, 507 where there is no room
 */
export async function keepFile(dataDir: string, source: Readable, expectedBytes?: number): Promise<KeptFile> {
  if (expectedBytes !== undefined && expectedBytes > MAX_BYTES) throw tooLarge();
  const id = randomUUID();
  const part = `${pathOfFile(dataDir, id)}.part`;
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 });
  if ((await bytesKept(dataDir)) + (expectedBytes ?? 0) > SPACE_FILES * MAX_BYTES) throw full();
  const hash = createHash('sha256');
  let bytes = 0;
  async function* measured(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) throw tooLarge();
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    await pipeline(source, measured, createWriteStream(part, { mode: 0o600 }));
    if (bytes === 0) throw new Problem(422, 'file-empty-file', 'The file is empty');
    await rename(part, pathOfFile(dataDir, id));
  } catch (error) {
    await rm(part, { force: true });
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? full() : error;
  }
  return { id, bytes, sha256: hash.digest('hex') };
}

export const removeFile = (dataDir: string, id: string): Promise<void> => rm(pathOfFile(dataDir, id), { force: true });

/** Ids of the files that are there, and whether each was finished before the moment. */
export async function filesBefore(dataDir: string, before: Date): Promise<string[]> {
  const names = await readdir(folderOf(dataDir)).catch(ifMissing([] as string[]));
  const found: string[] = [];
  for (const name of names.filter((one) => one !== 'host')) {
    const { mtimeMs } = await stat(pathOfFile(dataDir, name)).catch(ifMissing({ mtimeMs: Infinity }));
    if (mtimeMs < before.getTime()) found.push(name);
  }
  return found;
}

async function bytesKept(dataDir: string): Promise<number> {
  const names = await readdir(folderOf(dataDir));
  const sizes = names.map((name) => stat(pathOfFile(dataDir, name)).catch(ifMissing({ size: 0 })));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}

const ifMissing =
  <Value>(otherwise: Value) =>
  (error: NodeJS.ErrnoException): Value => {
    if (error.code === 'ENOENT') return otherwise;
    throw error;
  };

const tooLarge = () =>
  new Problem(413, 'file-too-large', `A file may have ${MAX_BYTES / 1024 / 1024} MB: cut it into several`);
const full = () =>
  new Problem(507, 'no-room', 'There is no room for another file at the moment', { retryAfterS: 3600 });
