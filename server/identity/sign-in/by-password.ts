// Sign-in by name and password: whoever is refused learns nothing but that.
import { record } from '../../audit/record.ts';
import { isSecureAddress } from '../../platform/proxies.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import type { SignIn } from '../contract.ts';
import { countAttemptOf, releaseAttempt, type Attempt } from './attempts.ts';
import { identityDb, NOBODY, type From } from './identity-db.ts';
import { browserToken, findKnownBrowser } from './known-browser.ts';
import { beginSession, type Opened } from './open-session.ts';
import type { PasswordHashing } from './password-hash.ts';
import { findAccountByLogin, replaceHash, type Account } from './store.ts';

export interface SignInServices extends Services {
  readonly hashing: PasswordHashing;
}

/**
 * @throws Problem 401 `wrong-credentials`, the same for a wrong password, an unknown name and an account that was deactivated;
 * 429 where too many attempts have failed; 503 where too many sign in at once
 */
export async function signInByPassword(
  services: SignInServices,
  { login: typed, password }: SignIn,
  from: From,
): Promise<Opened> {
  const { db, config, clock } = services;
  const login = typed.normalize('NFKC').trim().toLowerCase();
  const secure = isSecureAddress(config);
  const attempt: Attempt = {
    target: `password/${login}`,
    address: from.address,
    browser: await findKnownBrowser(db, browserToken(from.cookies, secure), login),
  };
  await countAttemptOf(db, attempt, clock());
  const account = await findAccountByLogin(db, login);
  const isRight = await verify(services, attempt, account, password);
  if (!account || !isRight || account.deactivatedAt !== null) throw await refuse(services, account, from);
  await releaseAttempt(db, attempt, 'right');
  await renewHash(services, account, password);
  return identityDb(services, account.id, account, from).transaction((tx) =>
    beginSession(tx, services, { personId: account.id, openedBy: 'password' }, from),
  );
}

/** What fails without a comparison is no guess. */
async function verify(
  { db, hashing }: SignInServices,
  attempt: Attempt,
  account: Account | undefined,
  password: string,
): Promise<boolean> {
  try {
    return await hashing.verify(account?.passwordHash ?? undefined, password);
  } catch (error) {
    await releaseAttempt(db, attempt, 'unjudged');
    throw error;
  }
}

/** Writes the failure down, of a name that nobody has without the name: people type their password there. */
async function refuse(services: Services, account: Account | undefined, from: From): Promise<Problem> {
  await identityDb(services, NOBODY, account, from).transaction((tx) =>
    record(tx, {
      act: 'identity:sign-in-failed',
      object: `identity.person/${account?.id ?? 'unknown'}`,
      after: { by: 'password' },
    }),
  );
  return new Problem(401, 'wrong-credentials', 'The name or the password is wrong');
}

/** A password whose hash was made with weaker parameters is hashed anew while it is known. */
async function renewHash(
  { db, hashing }: SignInServices,
  { id, passwordHash }: Account,
  password: string,
): Promise<void> {
  if (passwordHash === null || !hashing.isOutdated(passwordHash)) return;
  await replaceHash(db, id, { before: passwordHash, after: await hashing.hash(password) });
}
