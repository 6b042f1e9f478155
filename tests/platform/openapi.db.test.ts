// The description of the API is whole: every route of the house is in it, and every reference in it leads somewhere.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { watchRoutes, type ToldRoute } from './route-table.ts';

interface Operation {
  summary?: string;
  tags?: string[];
  responses: Record<string, unknown>;
  parameters?: { name: string; in: string }[];
}
interface Description {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

let app: TestApp;
let description: Description;
let routes: ToldRoute[];
beforeAll(async () => {
  ({ made: app, routes } = await watchRoutes(() => startApp({ scope: { areas: ['3202'] } })));
  description = (await app.inject('/api/openapi.json')).json<Description>();
});
afterAll(() => app.close());

it('is OpenAPI 3.1', () => {
  expect(description.openapi).toMatch(/^3\.1\./);
  expect(description.info).toMatchObject({
    title: expect.stringContaining('Fengsui') as string,
    version: expect.stringMatching(/^\d/) as string,
  });
});

it('holds each operation with a summary, a tag, its answers and its path parameters', () => {
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, { summary, tags, responses, parameters = [] }] of Object.entries(methods)) {
      const name = `${method} ${path}`;
      expect(summary, name).toBeTruthy();
      expect(tags, name).toHaveLength(1);
      expect(Object.keys(responses), name).toContain('default');
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      expect(
        parameters
          .filter(({ in: place }) => place === 'path')
          .map(({ name: own }) => own)
          .toSorted(),
        name,
      ).toEqual(wanted.toSorted());
    }
  }
});

it('leads every reference somewhere', () => {
  const references = [...JSON.stringify(description).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
  expect(references.length).toBeGreaterThan(0);
  for (const reference of new Set(references)) {
    const end = reference
      .split('/')
      .reduce<unknown>((place, key) => (place as Record<string, unknown> | undefined)?.[key], description);
    expect(end, reference).toBeDefined();
  }
});

/** Not of the API: the line for sockets, the figures, and the manual itself. */
const NOT_DESCRIBED = [
  'GET /api/docs',
  'GET /api/docs/page.css',
  'GET /api/docs/page.js',
  'GET /api/openapi.json',
  'GET /live/',
  'GET /metrics',
  'GET /public/',
  'POST /live/',
];

it('holds every route that is there, and none that is not', () => {
  const described = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const there = routes
    .filter(({ method }) => method !== 'HEAD') // made by Fastify itself for every GET
    .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
  expect([...described, ...NOT_DESCRIBED].toSorted()).toEqual(there.toSorted());
});

it('is shown by a page that asks nobody else', async () => {
  for (const path of ['/api/docs', '/api/docs/page.js', '/api/docs/page.css']) {
    const answer = await app.inject(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toMatch(/https?:\/\//);
  }
  expect((await app.inject('/api/docs')).body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=/);
});
