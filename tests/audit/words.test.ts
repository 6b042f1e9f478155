// What is recorded is said in words: an auditor should not have to read code.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ACTS } from '../../client/ui/words/audit.ts';

/** Acts that are written out where they are recorded. */
const recorded = readdirSync('server', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .flatMap((path) =>
    [...readFileSync(join('server', path), 'utf8').matchAll(/record\(\s*tx,\s*\{\s*act: '([a-z-]+:[a-z-]+)'/g)].map(
      ([, act]) => act!,
    ),
  );

it('every act that is recorded has words in both languages', () => {
  expect(recorded.length).toBeGreaterThan(10);
  expect(recorded.filter((act) => !ACTS[act]?.every((words) => words !== ''))).toEqual([]);
});
