// What the database refuses here is a person who may not: it is told to that person, and kept in the audit.
import type { Db, Tx } from '../../db/connection.ts';
import { record, type Act } from '../audit/record.ts';
import { Problem } from '../platform/problem.ts';

const REFUSED = '42501'; // insufficient_privilege
const IMPOSSIBLE = '23514'; // check_violation

/**
 * Runs an act in a transaction.
 *
 * @throws Problem 403 where a trigger or policy says that this person may not, 409 where it says that it cannot be done now
 */
export async function actOrRefuse<Result>(
  db: Db,
  { act, object }: Pick<Act, 'act' | 'object'>,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  try {
    return await db.transaction(work);
  } catch (error) {
    const state = error instanceof Error && 'code' in error ? error.code : undefined;
    if (state === IMPOSSIBLE) throw new Problem(409, 'not-possible-now', 'This cannot be done as things stand');
    if (state !== REFUSED) throw error;
    await db.transaction((tx) => record(tx, { act, object, after: { refused: true } }));
    throw new Problem(403, 'not-for-this-post', 'Your post or your purpose is not for this');
  }
}
