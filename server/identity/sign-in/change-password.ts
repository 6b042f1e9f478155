// A person sets a new password: the sessions elsewhere end with the old one.
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import { normalisePassword, passwordFault, type PasswordFault } from '../algorithms/password-policy.ts';
import { PASSWORD_AT_LEAST, type PasswordChange } from '../contract.ts';
import type { SessionOfSubject } from '../guard.ts';
import { endSessionsOf, rotateSession } from '../sessions.ts';
import type { SignInServices } from './by-password.ts';
import { isCommonPassword } from './common-passwords.ts';
import { identityDb, type From } from './identity-db.ts';
import { goOn, type Opened } from './open-session.ts';
import { assertOwnPassword } from './own-password.ts';
import { findAccount, setPassword, type Account } from './store.ts';

const PRODUCT = ['fengsui', '烽燧'];

const TITLES: Readonly<Record<PasswordFault, string>> = {
  'password-too-short': `A password has at least ${PASSWORD_AT_LEAST} characters`,
  'password-too-long': 'This password is longer than is taken here',
  'password-common': 'This password is among those that are tried first',
  'password-of-the-account': 'This password holds the name of the account or of the product',
};

/** @throws Problem 422 where the policy refuses the password */
export function assertGoodPassword(password: string, { login, name }: Pick<Account, 'login' | 'name'>): void {
  const fault = passwordFault(normalisePassword(password), [login, name, ...PRODUCT], isCommonPassword);
  if (fault) throw new Problem(422, fault, TITLES[fault]);
}

/** @throws Problem 403 where the present password is wrong, 422 where the next one is refused */
export async function changePassword(
  services: SignInServices,
  { id, personId }: SessionOfSubject,
  { current, next }: PasswordChange,
  from: From,
): Promise<Opened> {
  const { db, hashing } = services;
  const account = (await findAccount(db, personId))!;
  assertGoodPassword(next, account);
  await assertOwnPassword(services, account, current, from, 'identity:change-password-failed');
  if (normalisePassword(current) === normalisePassword(next))
    throw new Problem(422, 'password-unchanged', 'The next password is the present one');
  const hash = await hashing.hash(next);
  return identityDb(services, personId, account, from).transaction(async (tx) => {
    await setPassword(tx, personId, { hash, mustChange: false });
    const ended = await endSessionsOf(tx, personId, 'password-changed', id);
    const token = await rotateSession(tx, id);
    await record(tx, {
      act: 'identity:change-password',
      object: `identity.person/${personId}`,
      after: { sessionsEnded: ended },
    });
    return goOn(tx, services, token, from);
  });
}
