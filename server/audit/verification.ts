// A verification for those who ask over HTTP: one at a time, since it reads the whole log; whoever waits too long asks again.
import type { Db } from '../../db/connection.ts';
import type { Services } from '../platform/services.ts';
import type { Verification } from './contract.ts';
import { verify } from './verify.ts';

/** Shorter than any proxy or browser waits for an answer. */
const PATIENCE_MS = 5_000;
/** An answer that nobody came for is of no use for longer. */
const KEPT_MS = 30_000;

interface Run {
  readonly answer: Promise<Verification>;
  endedAt: number | undefined;
}

/** Answers undefined while it still runs; who asks meanwhile gets the answer of the same run. */
export function oneAtATime(
  services: Pick<Services, 'config' | 'clock' | 'database'>,
): (db: Db) => Promise<Verification | undefined> {
  let current: Run | undefined;
  const begin = (db: Db): Run => {
    const run: Run = { answer: verify(services, db), endedAt: undefined };
    const end = () => (run.endedAt = performance.now());
    run.answer.then(end, end);
    return run;
  };
  return async (db) => {
    const isOld = current?.endedAt !== undefined && performance.now() - current.endedAt > KEPT_MS;
    const run = current && !isOld ? current : begin(db);
    current = run;
    const patience = startPatience();
    const found = await Promise.race([run.answer.catch(forget), patience.over]).finally(patience.end);
    if (found && current === run) current = undefined;
    return found;
    function forget(error: unknown): never {
      if (current === run) current = undefined;
      throw error;
    }
  };
}

function startPatience(): { over: Promise<undefined>; end: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  return { over, end: () => clearTimeout(timer) };
}
