// A request is asked: about somebody of the areas, by somebody else, and written down.
import type { Db } from '../../../../db/connection.ts';
import { record } from '../../../audit/record.ts';
import { Problem } from '../../../platform/problem.ts';
import type { User } from '../../guard.ts';
import { nobodyThere } from '../areas.ts';
import type { Person } from '../contract.ts';
import { findPerson } from '../people-store.ts';
import type { TwoPersonRequest } from './contract.ts';
import * as store from './store.ts';

/** Keeps a request until somebody else decides it. */
export async function ask(
  db: Db,
  user: User,
  request: store.NewRequest,
  act: string,
  now: Date,
): Promise<TwoPersonRequest> {
  return db.transaction(async (tx) => {
    const id = await store.addRequest(tx, request, now);
    const after = (await store.findRequest(tx, id, user))!;
    await record(tx, { act, object: `identity.request/${id}`, after });
    return after;
  });
}

/**
 * Whom a request is about: somebody of the areas who does not ask for themselves.
 *
 * @param state of the account; whoever is in the other one is not there
 * @throws Problem 404, 409
 */
export async function somebodyElse(
  db: Db,
  personId: string,
  user: User,
  state: 'active' | 'inactive' = 'active',
): Promise<Pick<Person, 'administrator'> & { divisionPath: string }> {
  if (personId === user.id) throw new Problem(409, 'not-yourself', 'Nobody does this to themselves');
  const person = await findPerson(db, personId);
  if (!person || (person.deactivatedAt === null) !== (state === 'active')) throw nobodyThere();
  return { divisionPath: person.division.path, administrator: person.administrator };
}
