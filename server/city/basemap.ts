// The basemap archive: named by a hash of what is in it, so that it may be cached for ever. Kept in the database, read from a copy on disk.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply } from 'fastify';
import type { Db } from '../../db/connection.ts';
import { Problem } from '../platform/problem.ts';
import { byteRange } from './algorithms/byte-range.ts';
import { findBasemap } from './store.ts';

const folderOf = (dataDir: string) => join(dataDir, 'basemap');

export const basemapName = (archive: Uint8Array): string =>
  `${createHash('sha256').update(archive).digest('hex').slice(0, 16)}.pmtiles`;

/** The copy on disk, made at the first request. It appears whole or not at all. @throws Problem 404 where there is no such archive */
async function copyOnDisk(db: Db, dataDir: string, name: string): Promise<string> {
  const path = join(folderOf(dataDir), name);
  if (existsSync(path)) return path;
  const archive = await findBasemap(db, name);
  if (!archive) throw new Problem(404, 'no-such-basemap', 'There is no such basemap here');
  await mkdir(folderOf(dataDir), { recursive: true });
  const part = `${path}.${randomUUID()}.part`;
  await writeFile(part, archive);
  await rename(part, path);
  return path;
}

/**
 * Answers an archive or the range of it that is asked for.
 *
 * @param name  checked by the route: sixteen hexadecimal digits and `.pmtiles`
 * @throws Problem 404 where there is none, 416 where the range begins behind its end
 */
export async function sendBasemap(
  reply: FastifyReply,
  db: Db,
  dataDir: string,
  name: string,
  rangeHeader: string | undefined,
) {
  const path = await copyOnDisk(db, dataDir, name);
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
