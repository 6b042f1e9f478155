// Passwords as they are kept: argon2id, a few at a time, and as much work for a name that nobody has.
import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { atMost } from '../../platform/at-most.ts';
import { Problem } from '../../platform/problem.ts';
import { normalisePassword } from '../algorithms/password-policy.ts';

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. Raised ones reach a password when it is next typed. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CURRENT = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;
/** Hashed at once in this process; a hash takes a core and 19 MiB for some 30 ms. */
const AT_ONCE = 2;
/** Waiting for their turn; more are sent away, rather than all of them waiting for seconds. */
const IN_QUEUE = 64;

export interface PasswordHashing {
  hash(password: string): Promise<string>;
  /** Costs the same where there is no hash. */
  verify(stored: string | undefined, password: string): Promise<boolean>;
  /** Whether a stored hash is weaker than those that are made now. */
  isOutdated(stored: string): boolean;
}

export interface HashingLimits {
  readonly atOnce: number;
  readonly inQueue: number;
}

/** @throws Problem 503 from its functions, where too many wait already */
export function openPasswordHashing(
  { atOnce, inQueue }: HashingLimits = { atOnce: AT_ONCE, inQueue: IN_QUEUE },
): PasswordHashing {
  const inTurn = atMost(atOnce, {
    most: inQueue,
    full: () => new Problem(503, 'busy', 'Too many people sign in at this moment', { retryAfterS: 2 }),
  });
  const hashNow = (password: string) => inTurn(() => hash(normalisePassword(password), PARAMETERS));
  let nobodys: Promise<string> | undefined;
  return {
    hash: hashNow,
    async verify(stored, password) {
      const against = stored ?? (await (nobodys ??= hash(randomBytes(32), PARAMETERS)));
      const fits = await inTurn(() => verify(against, normalisePassword(password)));
      return fits && stored !== undefined;
    },
    isOutdated: (stored) => !stored.startsWith(CURRENT),
  };
}
