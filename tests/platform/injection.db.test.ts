// B8: what is meant for SQL is a value like any other, in every parameter, header and body of every route.
import { afterAll, beforeAll, expect, it } from 'vitest';
import fc from 'fast-check';
import { randomInt } from 'node:crypto';
import { sql } from '../../db/sql.ts';
import { issueFeedKey } from '../../server/identity/feed-keys.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ATTACKS, valueFor } from './injection-values.ts';
import { watchRoutes, type ToldRoute } from './route-table.ts';

/** Set the variable to the number in a failed test's name to see the same values again. */
const SEED = Number(process.env['FENGSUI_TEST_SEED'] ?? randomInt(2 ** 31));
const RUNS = 60;

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema?: { default?: unknown } }[];
}

let app: TestApp;
let feed: string;
let writes: ToldRoute[];
let reads: [path: string, operation: Operation][];
beforeAll(async () => {
  const { made, routes } = await watchRoutes(() => startApp({ scope: { areas: ['3202'] } }));
  app = made;
  feed = (await issueFeedKey(app.services.db, '接入', ['3202'], app.clock())).id;
  writes = routes.filter(({ method, url }) => !['GET', 'HEAD'].includes(method) && url.startsWith('/api/'));
  const { paths } = (await app.inject('/api/openapi.json')).json<{ paths: Record<string, { get?: Operation }> }>();
  reads = Object.entries(paths).flatMap(([path, { get }]) => (get ? [[path, get]] : []));
});
afterAll(() => app.close());

it('answers every attack in every parameter with 4xx or harmlessly', async () => {
  expect(reads.length).toBeGreaterThan(5);
  const wrong: string[] = [];
  for (const [path, { parameters = [] }] of reads) {
    for (const { name, in: place } of parameters.filter(({ in: place }) => place !== 'header')) {
      for (const attack of ATTACKS) {
        const url =
          place === 'path'
            ? fill(path, name, attack)
            : `${fill(path)}?${new URLSearchParams({ [name]: attack }).toString()}`;
        const { statusCode, body } = await app.inject(url);
        if (statusCode >= 500 || LEAKS.test(withoutAddress(body)))
          wrong.push(`${statusCode} ${url}: ${body.slice(0, 200)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

it(`takes every attack in a body, an address or a header as what it is (seed ${SEED})`, async () => {
  expect(writes.map(({ method, url }) => `${method} ${url}`)).toContain('POST /api/incidents');
  const statuses = new Set<number>();
  for (const { method, url, schema } of writes) {
    const shape = fc.record({
      body: valueFor(schema?.body ?? {}),
      params: schema?.params ? valueFor(schema.params) : fc.constant({}),
      headers: fc.record({ ...HEADERS, ...headersOf(schema?.headers) }, { requiredKeys: [] }),
      role: fc.constantFrom('manager' as const, 'feed' as const),
    });
    const property = fc.asyncProperty(shape, async ({ body, params, headers, role }) => {
      const { inject } = app.as({ role, areas: ['3202'], ...(role === 'feed' && { actor: feed }) });
      const given = params as Readonly<Record<string, unknown>> | null;
      const answer = await inject({
        method: method as 'POST',
        url: url.replace(/:(\w+)/g, (_all, name: string) =>
          encodeURIComponent(wellFormed(String(given?.[name] ?? '1'))),
        ),
        headers: { ...headers, 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      });
      statuses.add(answer.statusCode);
      expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBeLessThan(500);
      expect(answer.body).not.toMatch(/syntax error|key_hash FROM|"stack"/);
    });
    await fc.assert(property, { seed: SEED, numRuns: RUNS });
  }
  // Past the door too: some were taken, some found nothing to change.
  expect([...statuses]).toEqual(expect.arrayContaining([204, 404, 422]));
});

it('takes every attack in a header of a read as what it is', async () => {
  for (const name of Object.keys(HEADERS)) {
    for (const attack of ATTACKS.filter(canTravel)) {
      const answer = await app.inject({ url: '/api/identity/session', headers: { [name]: attack } });
      expect(answer.statusCode, `${name}: ${attack}`).toBeLessThan(500);
    }
  }
});

it('has lost nothing afterwards', async () => {
  const there = await app.database.owner.one<{ feed: string | null; entry: string | null }>(
    sql`SELECT to_regclass('identity.feed')::text AS feed, to_regclass('audit.entry')::text AS entry`,
  );
  expect(there).toEqual({ feed: 'identity.feed', entry: 'audit.entry' });
});

/** What would show that the database or the page took the value for something else. */
const LEAKS = /syntax error|pg_sleep|key_hash|<script>/i;
/** A problem names the address that was asked for. */
const withoutAddress = (body: string) => body.replace(/"instance":"[^"]*"/, '');

/** The path with its other parameters filled in by something plain. */
const fill = (path: string, name?: string, value = '') =>
  path.replace(/\{(\w+)\}/g, (_all, parameter: string) =>
    parameter === name ? encodeURIComponent(wellFormed(value)) : '1',
  );

/** Node refuses the others before they leave the client. */
const canTravel = (text: string) => /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
const headerText = fc.constantFrom(...ATTACKS.filter(canTravel));
const HEADERS = {
  cookie: headerText.map((text) => `fengsui-area=${text}`),
  'if-none-match': headerText,
  'accept-language': headerText,
  'user-agent': headerText,
  'x-forwarded-for': headerText,
  'idempotency-key': headerText,
};
const headersOf = (schema: unknown): Record<string, fc.Arbitrary<string>> =>
  Object.fromEntries(
    Object.keys((schema as { properties?: object } | undefined)?.properties ?? {}).map((name) => [name, headerText]),
  );
/** Half a surrogate pair cannot be part of an address. */
const wellFormed = (text: string) => Buffer.from(text).toString();
