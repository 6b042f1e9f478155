// What a failed statement means to the caller, by its SQLSTATE; both engines give the same.
import { DatabaseUnavailable } from '../../db/errors.ts';
import { Problem } from './problem.ts';

const RETRY_S = 2;
/** Somebody has to make room first. */
const FULL_RETRY_S = 60;

const busy = () => new Problem(503, 'busy', 'Too busy at the moment: try again', { retryAfterS: RETRY_S });
const away = () =>
  new Problem(503, 'database-away', 'The database cannot be reached at the moment', { retryAfterS: RETRY_S });
const tooSlow = () => new Problem(503, 'too-slow', 'The answer took too long', { retryAfterS: RETRY_S });
const breaksRule = () => new Problem(422, 'rule-broken', 'The input breaks a rule that always holds');
const refused = () => new Problem(403, 'not-allowed', 'You may not do this');
const taken = () => new Problem(409, 'already-there', 'There is one already');
const outOfRange = () => new Problem(422, 'out-of-range', 'A value is outside of what can be stored');

const full = () =>
  new Problem(507, 'storage-full', 'The disk of the server is full: nothing was kept', { retryAfterS: FULL_RETRY_S });

const BY_STATE: Readonly<Record<string, () => Problem>> = {
  '42501': refused, // a wall or a trigger stands in the way
  '23514': breaksRule, // check violation
  '23P01': breaksRule, // exclusion violation
  '23505': taken,
  '22003': outOfRange, // numeric value out of range
  '22008': outOfRange, // datetime field overflow
  '22021': outOfRange, // U+0000 in a text
  '22P05': outOfRange, // untranslatable character: \u0000 in jsonb
  '40001': busy, // serialization failure
  '40P01': busy, // deadlock
  '53100': full, // disk full
  ENOSPC: full, // a file of our own on a full disk
  '53300': busy, // too many connections
  '55P03': busy, // lock not available
  '57014': tooSlow, // statement timeout
  '57P01': away, // shut down by an administrator
  '57P02': away, // crash shutdown
  '57P03': away, // cannot connect now
};

/** The problem that a database error stands for, undefined where it is a fault of ours. */
export function databaseProblem(error: Error & { code?: unknown }): Problem | undefined {
  if (error instanceof DatabaseUnavailable) return away();
  return typeof error.code === 'string' ? BY_STATE[error.code]?.() : undefined;
}
