// A ZIP, read where it lies: its parts by name, each as a stream, with limits against bombs.
import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { FileError, MAX_BYTES, MAX_RATIO, type ReadOptions } from './opened-file.ts';

const MAX_ENTRIES = 10_000;
/** Below this any ratio is harmless. */
const HARMLESS_BYTES = 1024 * 1024;

/** One file inside of an archive. */
export interface Part {
  /** With forward slashes; decoded as UTF-8, else as GB18030. */
  name: string;
  bytes: number;
  entry: Entry;
}

/**
 * The parts of an archive. The sizes it states are refused where they are too large, and while unpacking no part may be larger than it
 * stated: so nothing is unpacked to find out that it is a bomb.
 *
 * @throws FileError
 */
export async function partsOf(path: string): Promise<Part[]> {
  return withArchive(path, async (zip) => {
    if (zip.entryCount > MAX_ENTRIES) throw new FileError('bomb', `An archive holds at most ${MAX_ENTRIES} files`);
    const parts: Part[] = [];
    let packed = 0;
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new FileError('encrypted', 'The archive is locked with a password');
      packed += entry.compressedSize;
      unpacked += entry.uncompressedSize;
      if (unpacked > MAX_BYTES) throw new FileError('bomb', 'Unpacked it is larger than 100 MB');
      parts.push({ name: nameOf(entry), bytes: entry.uncompressedSize, entry });
    }
    if (unpacked > HARMLESS_BYTES && unpacked > packed * MAX_RATIO)
      throw new FileError('bomb', 'It is packed tighter than 100:1');
    return parts.filter(({ name }) => !name.endsWith('/') && !name.startsWith('__MACOSX/'));
  });
}

function nameOf({ fileNameRaw }: Entry): string {
  const raw = fileNameRaw;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw).replaceAll('\\', '/');
  } catch (error) {
    if (error instanceof TypeError) return new TextDecoder('gb18030').decode(raw).replaceAll('\\', '/');
    throw error;
  }
}

async function withArchive<Result>(path: string, work: (zip: ZipFile) => Promise<Result>): Promise<Result> {
  // Names are decoded here: Windows writes them with backslashes and in GBK, which the library would refuse.
  const zip = await opened(path);
  try {
    return await work(zip);
  } catch (error) {
    throw asFileError(error);
  } finally {
    zip.close();
  }
}

const opened = (path: string) =>
  openPromise(path, { autoClose: false, lazyEntries: true, decodeStrings: false }).catch((error: unknown) => {
    throw asFileError(error);
  });

function asFileError(error: unknown): unknown {
  if (error instanceof FileError || (error instanceof Error && error.name === 'AbortError')) return error;
  return error instanceof Error ? new FileError('broken-file', error.message) : error;
}

/** The bytes of one part. Several parts may be read at the same time, each opens the archive for itself. @throws FileError */
export async function* partBytes(path: string, part: Part, { signal, onProgress }: ReadOptions = {}) {
  signal?.throwIfAborted();
  const zip = await opened(path);
  let stream: Readable | undefined;
  let read = 0;
  try {
    stream = await zip.openReadStreamPromise(part.entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      read += chunk.length;
      onProgress?.(read);
      yield chunk;
    }
  } catch (error) {
    throw signal?.aborted ? signal.reason : asFileError(error);
  } finally {
    stream?.destroy();
    zip.close();
  }
}

/** A part as a whole, as text in UTF-8; for small ones. */
export async function partText(path: string, part: Part): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of partBytes(path, part)) chunks.push(chunk);
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}
