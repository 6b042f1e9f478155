// How one signs in is changed only by who has shown who they are a moment ago: a session left open, or a cookie taken, is not enough.
import type { FastifyRequest } from 'fastify';
import type { Tx } from '../../../db/connection.ts';
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { isProven } from '../algorithms/fresh-proof.ts';
import type { Proof } from '../contract.ts';
import type { SessionOfSubject } from '../guard.ts';
import { markProven, rotateSession } from '../sessions.ts';
import type { SignInServices } from '../sign-in/by-password.ts';
import { identityDb, type From } from '../sign-in/identity-db.ts';
import { goOn, type Opened } from '../sign-in/open-session.ts';
import { assertOwnPassword } from '../sign-in/own-password.ts';
import { fromOf, sessionOf } from '../sign-in/session-of.ts';
import { findAccount, type Account } from '../sign-in/store.ts';
import { assertAuthenticator } from './authenticator.ts';
import { provenByPasskey } from './passkeys.ts';
import { provenBy } from './proof.ts';
import { findSecondFactors } from './store.ts';

/** The session of whoever may change how they sign in. @throws Problem 401, 403: `proof-needed` is written down */
export async function provenSessionOf(services: Services, request: FastifyRequest): Promise<SessionOfSubject> {
  const session = sessionOf(request);
  if (isProven(session, services.clock())) return session;
  const { personId } = session;
  const account = await findAccount(services.db, personId);
  await identityDb(services, personId, account, fromOf(request)).transaction((tx) =>
    record(tx, {
      act: 'identity:proof-missing',
      object: `identity.person/${personId}`,
      after: { asked: `${request.method} ${request.routeOptions.url ?? ''}` },
    }),
  );
  throw new Problem(403, 'proof-needed', 'Show the password or the second factor once more first');
}

/**
 * Takes a proof for what is changed next. The token changes too: whoever else has the old one gains nothing by it.
 *
 * @throws Problem 401 or 403 where it is wrong, 403 where a password is shown by who has a second factor, 429
 */
export async function prove(
  services: SignInServices,
  { id, personId }: SessionOfSubject,
  shown: Proof,
  from: From,
): Promise<Opened> {
  const account = (await findAccount(services.db, personId))!;
  const by = wayOf(shown);
  return shownBy(services, account, shown, from, async (tx) => {
    await markProven(tx, id);
    await record(tx, { act: 'identity:prove', object: `identity.person/${personId}`, after: { by, session: id } });
    return goOn(tx, services, await rotateSession(tx, id), from);
  });
}

function wayOf(shown: Proof): 'password' | 'passkey' | 'totp' | 'recovery-code' {
  if ('password' in shown) return 'password';
  if ('passkey' in shown) return 'passkey';
  return 'code' in shown ? 'totp' : 'recovery-code';
}

async function shownBy<Result>(
  services: SignInServices,
  account: Account,
  shown: Proof,
  from: From,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  if ('passkey' in shown) return provenByPasskey(services, account, shown.passkey, from, work);
  if (!('password' in shown)) {
    await assertAuthenticator(services, account.id);
    return provenBy(services, account, shown, from, work);
  }
  const { totp, passkeys } = await findSecondFactors(services.db, account.id);
  if (totp || passkeys.length > 0)
    throw new Problem(403, 'second-factor-needed', 'Who has a second factor shows that one');
  await assertOwnPassword(services, account, shown.password, from, 'identity:proof-failed');
  return identityDb(services, account.id, account, from).transaction(work);
}
