// The built client. Files with a hash in their name never change; the page itself is asked for each time.
import fastifyStatic from '@fastify/static';
import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Access } from '../identity/guard.ts';
import { Problem } from './problem.ts';

const OPEN: Access = { who: ['public'], act: 'platform:open-page', area: 'none', data: 'public', beforeSetUp: true };
/** Not pages of the client, even where a browser asks for them as one. */
const NOT_PAGES = /^\/(api|ogc|live|metrics|assets)(\/|$)/;

/** Pages with an entry of their own, by the first word of the address; every other address is the console's. */
const PAGES: Readonly<Record<string, string>> = { wall: 'wall.html', remote: 'remote.html' };

/** Serves `folder`; addresses that are no file but asked for as a page get the client, which knows its own addresses. */
export async function serveClient(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, dotfiles: 'deny' });
  app.get('/*', { config: { access: OPEN }, schema: { hide: true } }, async ({ url, headers }, reply) => {
    const path = pathOf(url);
    if (path !== '/' && isFile(folder, path)) {
      return reply
        .header('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
        .sendFile(path);
    }
    if (NOT_PAGES.test(path) || path.includes('.') || !wantsPage(headers.accept)) throw nothingHere();
    const page = pageOf(path);
    if (!isFile(folder, `/${page}`))
      throw new Problem(503, 'client-not-built', 'The client is not built yet', { retryAfterS: 5 });
    return reply.header('cache-control', 'no-cache').sendFile(page);
  });
}

export const nothingHere = () => new Problem(404, 'no-such-route', 'Nothing is served here');

const wantsPage = (accept = '') => accept.includes('text/html');

const pageOf = (path: string) => PAGES[path.split('/')[1] ?? ''] ?? 'index.html';

function pathOf(url: string): string {
  const path = decoded(url.split('?')[0] ?? '/');
  if (path === undefined || path.includes('\0'))
    throw new Problem(400, 'invalid-request', 'The address cannot be read');
  return path;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

const isFile = (folder: string, path: string) =>
  normalize(path) === path && /\.[a-z0-9]+$/i.test(path) && existsSync(join(folder, path));
