import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tally } from './tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'fengsui-tally-'));
let tally: Tally;

beforeAll(() => {
  const file = join(folder, 'tally.json');
  const reporter = `--reporter=${resolve('tests/prepare/tally.ts')}`;
  const root = resolve('tests/prepare/fixture');
  spawnSync(process.execPath, [resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', root, reporter], {
    env: { ...process.env, FENGSUI_TEST_TALLY: file },
  });
  tally = JSON.parse(readFileSync(file, 'utf8')) as Tally;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('counts what passed', () => {
  expect(tally.projects.fixture).toMatchObject({ passed: 2, notRun: 2 });
});

it('takes nothing for a success that is none', () => {
  const told = tally.failures.join('\n');
  expect(told).toContain('> fails');
  expect(told).toContain('the hook threw');
  expect(told).toContain('the file threw');
  expect(told).toContain('unhandled error: nobody waited');
  expect(told).toContain('is left out and nobody says why: skipped');
});

it('passes on why something did not run', () => {
  expect(tally.notRun.map((line) => line.split(': ').at(-1))).toEqual([
    'there is no such folder',
    'the folder is not here',
  ]);
});

it('adds up', () => {
  expect(tally.projects.fixture?.failed).toBe(tally.failures.filter((line) => !line.startsWith('unhandled')).length);
});
