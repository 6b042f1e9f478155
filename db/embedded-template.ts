// A made database as a tarball in the user's cache, so that the next one takes two seconds instead of ten.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseLog } from './connection.ts';

export const EXTENSIONS = `CREATE EXTENSION IF NOT EXISTS postgis; CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE EXTENSION IF NOT EXISTS pgcrypto`;

/** The tarball for these versions of the engine, where one was kept. `content` names what else is in it. */
export async function findTemplate(content = ''): Promise<string | undefined> {
  const path = templatePath(content);
  return existsSync(path) ? path : undefined;
}

/** Keeps a tarball; a cache that cannot be written costs time at the next start, nothing else. */
export async function keepTemplate(tarball: Uint8Array, log: DatabaseLog, content = ''): Promise<string | undefined> {
  const path = templatePath(content);
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(cacheFolder(), { recursive: true });
    writeFileSync(draft, tarball);
    renameSync(draft, path);
    return path;
  } catch (error) {
    log.warn({ err: error, path }, 'The template of the embedded database could not be kept');
    return undefined;
  }
}

/** The versions of the engine, its extensions and what is asked of them: another one needs another template. */
function templatePath(content: string): string {
  const hash = createHash('sha256').update(EXTENSIONS).update(content);
  for (const name of ['@electric-sql/pglite', '@electric-sql/pglite-postgis']) hash.update(versionOf(name));
  return join(cacheFolder(), `embedded-${hash.digest('hex').slice(0, 20)}.tgz`);
}

/** Found by way of the entry file: the package does not let its package.json be imported. */
export function versionOf(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  const root = entry.slice(0, entry.lastIndexOf(join('node_modules', name)) + join('node_modules', name).length);
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

function cacheFolder(): string {
  const { FENGSUI_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  return FENGSUI_CACHE_DIR ?? join(XDG_CACHE_HOME ?? LOCALAPPDATA ?? join(homedir(), '.cache'), 'fengsui');
}
