// Nothing private is kept by a cache that others share: asked of every route that there is, by who may and by who may not.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Access } from '../../server/identity/guard.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { loadTown } from '../incidents/town.ts';
import { watchRoutes, type ToldRoute } from './route-table.ts';

let app: TestApp;
let routes: ToldRoute[];
beforeAll(async () => {
  ({ made: app, routes } = await watchRoutes(() => startApp({ now: '2026-07-08T04:00:00Z' })));
  await loadTown(app.database.owner);
});
afterAll(() => app.close());

const ASKERS: TestScope[] = [
  { role: 'public' },
  { role: 'manager', areas: ['3202'] },
  { role: 'feed', areas: ['3202'] },
  { role: 'system-admin' },
  { role: 'security-admin' },
  { role: 'audit-admin' },
];

/** Values that fit what the routes of this house call their parts. */
const placed = (url: string) =>
  url
    .replace(/:z\b/, '10')
    .replace(/:x\b/, '855')
    .replace(/:y\b[^/]*/, '416.mvt')
    .replace(/:(path|county|division)\b/, '3202')
    .replace(/:layer\b/, 'hazards')
    .replace(/:topic\b/, 'incidents')
    .replace(/:version\b/, '0')
    .replace(/:\w+/g, '00000000-0000-4000-8000-000000000000')
    .replace('*', 'x');

const accessOf = (method: string, url: string): Access | undefined =>
  app.services.declarations.all().find(({ kind, what }) => kind === 'route' && what === `${method} ${url}`)?.access;

const READS = () => routes.filter(({ method, url }) => method === 'GET' && !url.startsWith('/live'));
const isShared = (header: unknown) => !/\b(private|no-store)\b/.test(String(header ?? ''));

it('finds the routes, and what they declare', () => {
  expect(READS().length).toBeGreaterThan(50);
  expect(READS().filter(({ method, url }) => !accessOf(method, url))).toEqual([]);
});

it('lets caches that others share keep nothing but what everybody may know, nor its absence, nor that it has not changed', async () => {
  const kept: string[] = [];
  for (const { method, url } of READS()) {
    const { data } = accessOf(method, url)!;
    for (const scope of ASKERS) {
      const headers = { accept: 'application/json' };
      const answer = await app.as(scope).inject({ url: placed(url), headers });
      const { etag } = answer.headers;
      const again =
        etag && (await app.as(scope).inject({ url: placed(url), headers: { ...headers, 'if-none-match': etag } }));
      for (const { statusCode, headers: told } of again ? [answer, again] : [answer]) {
        const mayBeShared = data === 'public' && statusCode < 400;
        if (isShared(told['cache-control']) && !mayBeShared)
          kept.push(`${scope.role} ${url} ${statusCode}: ${String(told['cache-control'])}`);
      }
    }
  }
  expect(kept).toEqual([]);
});

it('lets them keep no answer that depends on who asks', async () => {
  const differing: string[] = [];
  for (const { method, url } of READS()) {
    if (accessOf(method, url)!.data !== 'public') continue;
    const [everybody, staff] = await Promise.all(
      ASKERS.slice(0, 2).map((scope) => app.as(scope).inject({ url: placed(url) })),
    );
    const isSame = everybody!.statusCode === staff!.statusCode && everybody!.body === staff!.body;
    if (!isSame && isShared(staff!.headers['cache-control'])) differing.push(url);
  }
  expect(differing).toEqual([]);
});
