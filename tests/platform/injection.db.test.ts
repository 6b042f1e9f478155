// B8: what is meant for SQL is a value like any other, in every parameter of every route that answers GET.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { startApp, type TestApp } from '../support/app.ts';

const ATTACKS = [
  `'; DROP SCHEMA identity CASCADE; --`,
  `' OR '1'='1`,
  `1; SELECT pg_sleep(10)`,
  `") UNION SELECT key_hash FROM identity.feed --`,
  `120,31,121,32); DELETE FROM audit.entry; --`,
  `%' OR 1=1 --`,
  `\\'; --`,
  `$1`,
  `\u0000`,
  `{}`,
  `../../etc/passwd`,
  `<script>alert(1)</script>`,
];

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema?: { default?: unknown } }[];
}

let app: TestApp;
let reads: [path: string, operation: Operation][];
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
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
  path.replace(/\{(\w+)\}/g, (_all, parameter: string) => (parameter === name ? encodeURIComponent(value) : '1'));
