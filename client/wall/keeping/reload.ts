// A new page, and how often in a row that was needed: a page that breaks at once must not reload in a storm.
import { recall, remember } from '../../platform/remembered.ts';
import { waitAfter } from './backoff.ts';

const FAILURES = 'wall.reloads';
let pending: ReturnType<typeof setTimeout> | undefined;

/** Reloads after a wait that doubles with every reload that did not help. */
export function reloadAfterFailure(): void {
  if (pending !== undefined) return;
  const failures = recall(FAILURES, 0) + 1;
  remember(FAILURES, failures);
  pending = setTimeout(() => location.reload(), waitAfter(failures));
}

/** The page stands: the next failure is a first one again. */
export const forgetFailures = () => remember(FAILURES, 0);
