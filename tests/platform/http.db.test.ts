import { afterAll, beforeAll, expect, it } from 'vitest';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { DatabaseUnavailable, QueryError } from '../../db/errors.ts';
import { allow } from '../../server/identity/guard.ts';
import type { Capability } from '../../server/platform/capability.ts';
import { Problem } from '../../server/platform/problem.ts';
import { startApp, type TestApp } from '../support/app.ts';

const access = allow('public', 'tries:try', { area: 'none', data: 'public' });
const fail = (code: string) => new QueryError({ code, message: 'secret of the database' });
const FAILURES: Record<string, () => Error> = {
  problem: () => new Problem(409, 'stale', 'It has changed', { detail: 'Load it again', retryAfterS: 3 }),
  bug: () => new Error('secret of the house'),
  away: () => new DatabaseUnavailable('secret of the database'),
  timeout: () => fail('57014'),
  deadlock: () => fail('40P01'),
  check: () => fail('23514'),
  syntax: () => fail('42601'),
};
const tries: Capability = {
  name: 'tries',
  routes: () => async (app) => {
    app.get(
      '/failures/:kind',
      { config: { access }, schema: { params: Type.Object({ kind: Type.String() }) } },
      async ({ params }) => {
        throw FAILURES[params.kind]!();
      },
    );
    app.post(
      '/things',
      {
        config: { access },
        schema: {
          querystring: Type.Object({ limit: Type.Integer({ minimum: 1, default: 7 }) }),
          body: Type.Object(
            { point: Type.Tuple([Type.Number(), Type.Number()]), name: Type.String({ maxLength: 5 }) },
            { additionalProperties: false },
          ),
        },
      },
      async ({ body, query }) => ({ body, query }),
    );
  },
};

let app: TestApp;
const clientDir = mkdtempSync(join(tmpdir(), 'fengsui-client-'));
beforeAll(async () => {
  writeFileSync(join(clientDir, 'index.html'), '<!doctype html><title>烽燧</title>');
  mkdirSync(join(clientDir, 'assets'));
  writeFileSync(join(clientDir, 'assets/main-1a2b.js'), 'export {};');
  app = await startApp({ capabilities: [tries], clientDir, scope: { areas: ['3202'] } });
});
afterAll(async () => {
  await app.close();
  rmSync(clientDir, { recursive: true, force: true });
});

it.each([
  ['problem', 409, 'stale', '3'],
  ['bug', 500, 'internal', undefined],
  ['away', 503, 'database-away', '2'],
  ['timeout', 503, 'too-slow', '2'],
  ['deadlock', 503, 'busy', '2'],
  ['check', 422, 'rule-broken', undefined],
  ['syntax', 500, 'internal', undefined],
])('answers the failure "%s" with %i %s', async (kind, status, code, retryAfter) => {
  const answer = await app.inject(`/api/tries/failures/${kind}?q=private`);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ status, type: `/problems/${code}`, instance: `/api/tries/failures/${kind}` });
  expect(answer.headers['retry-after']).toBe(retryAfter);
  expect(answer.body).not.toContain('secret');
});

it('says where in the input something is wrong, without repeating it', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/tries/things',
    payload: { point: [120, '<script>'], more: 1 },
  });
  expect(answer.json()).toMatchObject({ status: 422, type: '/problems/invalid-input' });
  const pointers = answer.json<{ errors: { pointer: string }[] }>().errors.map(({ pointer }) => pointer);
  expect(pointers).toEqual(expect.arrayContaining(['/body/point/1']));
  expect(pointers.some((pointer) => pointer.startsWith('/body'))).toBe(true);
  expect(answer.body).not.toContain('script');
});

it.each([
  ['a null for a number', '{"point":[null,1],"name":"x"}'],
  ['a text for a number', '{"point":["113",1],"name":"x"}'],
  ['an infinite number', '{"point":[1e400,1],"name":"x"}'],
  ['an unknown property', '{"point":[1,1],"name":"x","__proto__x":1}'],
  ['a prototype', '{"point":[1,1],"name":"x","__proto__":{"a":1}}'],
  ['deep nesting', `{"point":${'['.repeat(300)}${']'.repeat(300)},"name":"x"}`],
  ['half a text', '{"point":'],
])('refuses %s', async (_what, payload) => {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/tries/things',
    payload,
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode).toBeLessThan(500);
});

it('converts what comes in the address and fills in what is left out', async () => {
  const send = (query: string) =>
    app.inject({ method: 'POST', url: `/api/tries/things${query}`, payload: { point: [1, 2], name: '火' } });
  expect((await send('')).json()).toMatchObject({ query: { limit: 7 } });
  expect((await send('?limit=3')).json()).toMatchObject({ query: { limit: 3 } });
  for (const wrong of ['?limit=x', '?limit=0', '?limit=1&limit=2', "?limit=1'--"]) {
    expect((await send(wrong)).json()).toMatchObject({ status: 400, errors: [{ pointer: '/querystring/limit' }] });
  }
});

it('takes a megabyte and no more', async () => {
  const payload = JSON.stringify({ point: [1, 2], name: 'x'.repeat(1024 * 1024) });
  const answer = await app.inject({
    method: 'POST',
    url: '/api/tries/things',
    payload,
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.json()).toMatchObject({ status: 413, type: '/problems/too-large' });
});

it('serves the page on every address of the client, and problems where no page is meant', async () => {
  const page = await app.inject({ url: '/any/where?layer=grids', headers: { accept: 'text/html' } });
  expect(page.statusCode).toBe(200);
  expect(page.headers['cache-control']).toBe('no-cache');
  expect(page.body).toContain('烽燧');
  const script = await app.inject('/assets/main-1a2b.js');
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  for (const url of [
    '/api/none',
    '/assets/none.js',
    '/../package.json',
    '/%2e%2e/package.json',
    '/%00',
    '/index.html%00.js',
    '/live',
    '/any',
  ]) {
    const answer = await app.inject({ url, headers: { accept: url === '/any' ? 'application/json' : 'text/html' } });
    expect(answer.statusCode, url).toBeGreaterThanOrEqual(400);
    expect(answer.headers['content-type'], url).toContain('application/problem+json');
  }
});

it('lets no script run that is not ours', async () => {
  const { headers } = await app.inject({ url: '/', headers: { accept: 'text/html' } });
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/script-src[^;]*(unsafe|http|\*)/);
  expect(headers['x-content-type-options']).toBe('nosniff');
});

it('counts requests by route, for the system administrator alone', async () => {
  expect((await app.as({ role: 'system-admin', areas: ['3202'] }).inject('/metrics')).body).toContain(
    'route="/api/tries/things"',
  );
  expect((await app.as({ role: 'public' }).inject('/metrics')).statusCode).toBe(401);
});
