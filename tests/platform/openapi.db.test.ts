// The description of the API is whole: every route of the house is in it, and every reference in it leads somewhere.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';

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
let routes: string[];
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  description = (await app.inject('/api/openapi.json')).json<Description>();
  routes = app.app.printRoutes({ commonPrefix: false }).split('\n');
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

it('holds every route under /api of every capability', () => {
  const described = Object.keys(description.paths).map((path) =>
    path.replace(/\{(\w+)\}/g, ':$1').replace(/(.)\/$/, '$1'),
  );
  for (const word of [
    '/api/health',
    '/api/layers',
    '/api/identity/session',
    '/api/incidents',
    '/api/grids',
    '/api/search',
  ]) {
    expect(described).toContain(word);
  }
  expect(routes.length).toBeGreaterThan(10);
  const declared = app.app.swagger().paths ?? {};
  expect(Object.keys(declared).length).toBe(described.length);
});

it('is shown by a page that asks nobody else', async () => {
  for (const path of ['/api/docs', '/api/docs/page.js', '/api/docs/page.css']) {
    const answer = await app.inject(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toMatch(/https?:\/\//);
  }
  expect((await app.inject('/api/docs')).body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=/);
});
