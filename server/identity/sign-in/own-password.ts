// Somebody who is signed in shows their password once more.
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import { countAttemptOf, releaseAttempt, type Attempt } from './attempts.ts';
import type { SignInServices } from './by-password.ts';
import { identityDb, type From } from './identity-db.ts';
import type { Account } from './store.ts';

/**
 * @param failedAct what a wrong one is written down as
 * @throws Problem 403 where it is wrong, 429 where too many were, 503 where too many sign in at once
 */
export async function assertOwnPassword(
  services: SignInServices,
  account: Account,
  password: string,
  from: From,
  failedAct: `identity:${string}`,
): Promise<void> {
  const { db, hashing, clock } = services;
  const attempt: Attempt = { target: `confirm/${account.id}`, address: from.address, strict: true };
  await countAttemptOf(db, attempt, clock());
  if (await hashing.verify(account.passwordHash ?? undefined, password)) return releaseAttempt(db, attempt, 'right');
  await identityDb(services, account.id, account, from).transaction((tx) =>
    record(tx, { act: failedAct, object: `identity.person/${account.id}`, after: { by: 'password' } }),
  );
  throw new Problem(403, 'wrong-password', 'The present password is wrong');
}
