import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../server/platform/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'fengsui-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('starts with nothing set', () => {
  expect(readConfig({})).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:8080',
    databaseUrl: undefined,
    dataDir: resolve('.data'),
    feedKeyFile: resolve('.data/feed.key'),
    demo: true,
  });
});

it.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['PORT', '80.5'],
  ['PORT', '-1'],
  ['PUBLIC_URL', 'localhost:8080'],
  ['PUBLIC_URL', 'https://city.example/map'],
  ['DATABASE_URL', 'mysql://city'],
  ['DATABASE_ADMIN_URL', 'admin'],
  ['LOG_LEVEL', 'loud'],
  ['DEMO', 'yes'],
  ['DEMO_RATE_PER_HOUR', '0'],
  ['DEMO_SEED', 'luck'],
  ['SECOND_FACTOR', 'sometimes'],
  ['TIANDITU_KEY', 'short'],
])('names the variable %s when it is %s, says what is expected and does not repeat the value', (name, value) => {
  const failure = () => readConfig({ [name]: value });
  expect(failure).toThrow(ConfigError);
  expect(failure).toThrow(new RegExp(`^${name} is not valid: expected .{5}`));
  expect(failure).not.toThrow(new RegExp(`\\b${value.replaceAll('.', '\\.')}$`));
});

it('names every wrong variable at once', () => {
  expect(() => readConfig({ PORT: 'x', DEMO: 'x' })).toThrow(/^PORT .*\nDEMO /);
});

it('takes an empty value for none', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 8080, databaseUrl: undefined });
});

it('reads a secret from a file, and refuses to guess between two', () => {
  const file = join(folder, 'url');
  writeFileSync(file, 'postgres://city@db:5432/fengsui\n');
  expect(readConfig({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://city@db:5432/fengsui');
  expect(() => readConfig({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://other' })).toThrow(
    'DATABASE_URL_FILE are both set',
  );
  expect(() => readConfig({ DATABASE_URL_FILE: join(folder, 'none') })).toThrow(
    'DATABASE_URL_FILE names a file that cannot be read',
  );
});
