// Who shows keys that do not fit has to wait, before the database is asked: guessing is stopped, and a flood of it costs nothing.
import { normalizeIP } from '@fastify/rate-limit';
import { Problem } from '../platform/problem.ts';
import { hashSecret } from './algorithms/secret-hash.ts';

/** Failures of one address in one minute. A feed that tries an old key every second stays below. */
const MOST_FAILURES = 60;
const WINDOW_MS = 60_000;
/** Counted at once; the longest unseen is forgotten first. */
const ADDRESSES = 20_000;
const KNOWN = 10_000;

/**
 * Asks for the owner of a credential. Feeds may share the address of a proxy with whoever guesses: a credential that was right the last time
 * is therefore always looked up, however many others failed beside it; one that is seen for the first time waits out the minute.
 *
 * @throws Problem 429 where the address has failed too often
 */
export type AskOwner = <Owner>(
  address: string | undefined,
  credential: string,
  find: () => Promise<Owner>,
) => Promise<Owner>;

/** @param now milliseconds that only rise */
export function countFailedCredentials(now: () => number = () => performance.now()): AskOwner {
  const windows = new Map<string, { failures: number; readonly until: number }>();
  const known = new Map<string, true>();
  const windowOf = (from: string) => {
    const running = windows.get(from);
    const window = running && now() < running.until ? running : { failures: 0, until: now() + WINDOW_MS };
    keep(windows, from, window, ADDRESSES);
    return window;
  };
  return async (address, credential, find) => {
    const print = hashSecret(credential).toString('base64url');
    const window = windowOf(normalizeIP(address ?? ''));
    if (window.failures >= MOST_FAILURES && !known.has(print))
      throw new Problem(429, 'too-many-requests', 'Too many wrong keys came from this address', {
        retryAfterS: Math.max(1, Math.ceil((window.until - now()) / 1000)),
      });
    // Counted as one until it is known to be right: many at once are no way round.
    window.failures += 1;
    try {
      const owner = await find();
      window.failures -= 1;
      keep(known, print, true, KNOWN);
      return owner;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) known.delete(print);
      else window.failures -= 1;
      throw error;
    }
  };
}

/** Puts it last, and lets the first go where there are too many. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}
