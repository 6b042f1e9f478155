// The bytes of a file: once through, in chunks, stoppable.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ReadOptions } from './opened-file.ts';

const CHUNK_BYTES = 256 * 1024;

/** The whole file in chunks. @throws the signal's reason */
export async function* bytesOf(path: string, { signal, onProgress }: ReadOptions = {}): AsyncGenerator<Buffer> {
  signal?.throwIfAborted();
  let read = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    read += chunk.length;
    onProgress?.(read);
    yield chunk;
  }
}

/** Up to `length` bytes from `position` on. */
export async function bytesAt(path: string, position: number, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, Math.max(0, position));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Takes bytes in pieces of a wanted length from chunks of any. */
export class ByteReader {
  #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Exactly `length` bytes; undefined at the end, also where fewer are left. */
  async take(length: number): Promise<Buffer | undefined> {
    const parts = [this.#held];
    let have = this.#held.length;
    while (have < length) {
      const next = await this.#chunks.next();
      if (next.done) return undefined;
      parts.push(next.value);
      have += next.value.length;
    }
    const all = parts.length === 1 ? parts[0]! : Buffer.concat(parts, have);
    this.#held = all.subarray(length);
    return all.subarray(0, length);
  }

  /** Closes the source. */
  async end(): Promise<void> {
    await this.#chunks.return?.();
  }
}
