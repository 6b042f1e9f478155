// `npm test`: prepares the machine, checks types, lint and format, runs every test on both engines and says what it saw.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './prepare/chromium.ts';
import { run } from './prepare/command.ts';
import { preparePackages } from './prepare/packages.ts';
import { startCluster } from './prepare/postgres.ts';
import type { Tally } from './prepare/tally.ts';

const CHECKS: readonly (readonly [name: string, script: string, ...args: string[]])[] = [
  ['types', 'node_modules/typescript/bin/tsc', '--noEmit'],
  ['lint', 'node_modules/eslint/bin/eslint.js', '.'],
  ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
];

/** Words after `npm test --` narrow the run to files whose path holds them; the checks are then left out. */
const wanted = process.argv.slice(2);
const ending: (() => Promise<void> | void)[] = [];
/** Ends what runs when the run itself is told to end. */
const stopped = new AbortController();
let total = { passed: 0, failed: 0 };

process.once('SIGINT', () => void leave(130));
process.once('SIGTERM', () => void leave(143));
try {
  await preparePackages();
  const url = process.env.FENGSUI_TEST_POSTGRES_URL ?? (await privateDatabase());
  // Each works on one core.
  await Promise.all((wanted.length > 0 ? [] : CHECKS).map(runCheck));
  conclude(await runTests(url));
} catch (reason) {
  total.failed += 1;
  console.error(reason instanceof Error ? reason.message : reason);
}
await leave(total.failed > 0 || total.passed === 0 ? 1 : 0);

async function privateDatabase(): Promise<string> {
  const cluster = await startCluster();
  ending.push(() => cluster.remove());
  return cluster.url;
}

async function runCheck([name, script, ...args]: (typeof CHECKS)[number]): Promise<void> {
  const code = await run(process.execPath, [script, ...args], { signal: stopped.signal });
  console.log(`${code === 0 ? '✓' : '✗'} ${name}`);
  if (code === 0) total.passed += 1;
  else total.failed += 1;
}

async function runTests(url: string): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'fengsui-tests-'));
  ending.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'tally.json');
  const env = {
    ...process.env,
    FENGSUI_TEST_POSTGRES_URL: url,
    FENGSUI_TEST_TALLY: file,
    CHROME_PATH: findChromium(),
  };
  const reporters = ['--reporter=default', '--reporter=./tests/prepare/tally.ts'];
  const code = await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...wanted], {
    env,
    signal: stopped.signal,
  });
  const tally = JSON.parse(readFileSync(file, 'utf8')) as Tally;
  if (code !== 0 && tally.failures.length === 0) tally.failures.push(`vitest ended with ${code} and named no failure`);
  return tally;
}

/** Adds up and prints; both engines must know the same number of tests, whether they could run or say why not. */
function conclude({ projects, notRun, failures }: Tally): void {
  for (const [name, { passed, failed }] of Object.entries(projects)) {
    console.log(`${name}: ${passed + failed} tests`);
    total = { passed: total.passed + passed, failed: total.failed + failed };
  }
  const counted = Object.values(projects).reduce((sum, { failed }) => sum + failed, 0);
  total.failed += Math.max(0, failures.length - counted);

  const [postgres, embedded] = ['db:postgres', 'db:embedded'].map((name) => known(projects[name]));
  console.log(`tests per engine: PostgreSQL ${postgres}, embedded ${embedded}`);
  if (postgres !== embedded || (postgres === 0 && wanted.length === 0)) {
    failures.push('the two engines must know the same number of tests, and some');
    total.failed += 1;
  }
  for (const line of [...new Set(notRun)]) console.log(line);
  for (const failure of failures) console.log(`✗ ${failure}`);
}

function known(project: Tally['projects'][string] | undefined): number {
  return project ? project.passed + project.failed + project.notRun : 0;
}

/** Puts everything away, says the sum as the last line, and goes. */
async function leave(code: number): Promise<void> {
  if (stopped.signal.aborted) return;
  stopped.abort();
  for (const end of ending.reverse()) await end();
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(code);
}
