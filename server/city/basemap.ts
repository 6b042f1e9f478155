// The basemap archive on disk: named by a hash of what is in it, so that it may be cached for ever.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { Problem } from '../platform/problem.ts';
import { byteRange } from './algorithms/byte-range.ts';

const folderOf = (dataDir: string) => join(dataDir, 'basemap');

/** Keeps an archive and answers its file name. It appears whole or not at all. */
export async function keepBasemap(dataDir: string, archive: Uint8Array): Promise<string> {
  const name = `${createHash('sha256').update(archive).digest('hex').slice(0, 16)}.pmtiles`;
  const path = join(folderOf(dataDir), name);
  if (existsSync(path)) return name;
  await mkdir(folderOf(dataDir), { recursive: true });
  await writeFile(`${path}.${process.pid}.part`, archive);
  await rename(`${path}.${process.pid}.part`, path);
  return name;
}

/**
 * Answers an archive or the range of it that is asked for.
 *
 * @param name  checked by the route: sixteen hexadecimal digits and `.pmtiles`
 * @throws Problem 404 where there is none, 416 where the range begins behind its end
 */
export async function sendBasemap(reply: FastifyReply, dataDir: string, name: string, rangeHeader: string | undefined) {
  const path = join(folderOf(dataDir), name);
  if (!existsSync(path)) throw new Problem(404, 'no-such-basemap', 'There is no such basemap here');
  const { size } = await stat(path);
  const range = byteRange(rangeHeader, size);
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${size}`);
    throw new Problem(416, 'no-such-range', 'The file ends before this range begins');
  }
  const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range;
  reply
    .code(range === 'whole' ? 200 : 206)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('etag', `"${name.slice(0, 16)}"`)
    .header('content-length', last - first + 1)
    .type('application/vnd.pmtiles');
  if (range !== 'whole') reply.header('content-range', `bytes ${first}-${last}/${size}`);
  return reply.send(createReadStream(path, { start: first, end: last }));
}
