// Tests that mean something on one engine alone.
import { describe } from 'vitest';
import { testEngine } from './database.ts';

/** Tests of one engine; on the other one they are listed as not run, with the reason. */
export function describeOn(engine: typeof testEngine, elsewhere: string, tests: () => void): void {
  if (testEngine === engine) describe(`on ${engine}`, tests);
  else describe.skip(`on ${engine}, not run: ${elsewhere}`, tests);
}
