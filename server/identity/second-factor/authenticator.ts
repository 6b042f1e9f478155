// An authenticator is taken in, asked for its code, and taken away; the codes that stand for it.
import { renderSVG } from 'uqr';
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { hashRecoveryCode, newRecoveryCodes } from '../algorithms/recovery-code.ts';
import { describeTotp, newTotpSecret } from '../algorithms/totp.ts';
import type { SecondFactorAnswer, TotpDraft } from '../contract.ts';
import type { SessionOfSubject } from '../guard.ts';
import { markSecondFactor, rotateSession } from '../sessions.ts';
import { identityDb, type From } from '../sign-in/identity-db.ts';
import { goOn, type Opened } from '../sign-in/open-session.ts';
import { findAccount } from '../sign-in/store.ts';
import { provenBy, totpContext } from './proof.ts';
import * as store from './store.ts';

/** A new secret, of no use until a code of it was shown. @throws Problem 409 where an authenticator is at work already */
export async function draftAuthenticator(
  services: Services,
  { personId }: SessionOfSubject,
  from: From,
): Promise<TotpDraft> {
  const account = (await findAccount(services.db, personId))!;
  const secret = newTotpSecret();
  const sealed = services.sealing.seal(secret, totpContext(personId));
  const isDrafted = await identityDb(services, personId, account, from).transaction((tx) =>
    store.draftTotp(tx, personId, sealed),
  );
  if (!isDrafted) throw new Problem(409, 'totp-already-on', 'An authenticator is set up already');
  const { secret: text, uri } = describeTotp(secret, account.login);
  return { secret: text, uri, qr: renderSVG(uri, { ecc: 'M', border: 2 }) };
}

/** The authenticator counts from now on, for this session too. @returns the codes that stand for it, which are nowhere else */
export async function confirmAuthenticator(
  services: Services,
  { id, personId }: SessionOfSubject,
  code: string,
  from: From,
): Promise<Opened & { recoveryCodes: string[] }> {
  const account = (await findAccount(services.db, personId))!;
  const { secret, isConfirmed } = await store.findTotp(services.db, personId);
  if (isConfirmed) throw new Problem(409, 'totp-already-on', 'An authenticator is set up already');
  if (!secret) throw new Problem(409, 'no-totp-draft', 'No authenticator was begun to be set up');
  const recoveryCodes = newRecoveryCodes();
  const opened = await provenBy(services, account, { code }, from, async (tx) => {
    await store.confirmTotp(tx, personId);
    await store.replaceRecoveryCodes(tx, personId, recoveryCodes.map(hashRecoveryCode));
    await markSecondFactor(tx, id);
    await record(tx, { act: 'identity:add-authenticator', object: `identity.person/${personId}` });
    return goOn(tx, services, await rotateSession(tx, id), from);
  });
  return { ...opened, recoveryCodes };
}

/** The second step of a sign-in. @throws Problem 401 where the code is wrong, over, or was used before */
export async function answerSecondFactor(
  services: Services,
  { id, personId }: SessionOfSubject,
  answer: SecondFactorAnswer,
  from: From,
): Promise<Opened> {
  const account = (await findAccount(services.db, personId))!;
  return provenBy(services, account, answer, from, async (tx) => {
    await markSecondFactor(tx, id);
    const by = 'code' in answer ? 'totp' : 'recovery-code';
    await record(tx, {
      act: 'identity:second-factor',
      object: `identity.person/${personId}`,
      after: { by, session: id },
    });
    return goOn(tx, services, await rotateSession(tx, id), from);
  });
}

/** Takes the authenticator and its recovery codes away. */
export async function removeAuthenticator(
  services: Services,
  { personId }: SessionOfSubject,
  from: From,
): Promise<void> {
  const account = (await findAccount(services.db, personId))!;
  await assertAuthenticator(services, personId);
  await identityDb(services, personId, account, from).transaction(async (tx) => {
    await store.removeTotp(tx, personId);
    await record(tx, { act: 'identity:remove-authenticator', object: `identity.person/${personId}` });
  });
}

/** Ten other codes in the place of what is left. */
export async function renewRecoveryCodes(
  services: Services,
  { personId }: SessionOfSubject,
  from: From,
): Promise<string[]> {
  const account = (await findAccount(services.db, personId))!;
  await assertAuthenticator(services, personId);
  const codes = newRecoveryCodes();
  await identityDb(services, personId, account, from).transaction(async (tx) => {
    await store.replaceRecoveryCodes(tx, personId, codes.map(hashRecoveryCode));
    await record(tx, { act: 'identity:renew-recovery-codes', object: `identity.person/${personId}` });
  });
  return codes;
}

/** @throws Problem 409 */
export async function assertAuthenticator({ db }: Services, personId: string): Promise<void> {
  if (!(await store.findTotp(db, personId)).isConfirmed)
    throw new Problem(409, 'no-totp', 'No authenticator is set up');
}
