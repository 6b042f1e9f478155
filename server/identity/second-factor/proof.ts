// A code is shown: it opens once, and guessing it is slowed like guessing a password.
import type { Tx } from '../../../db/connection.ts';
import { record } from '../../audit/record.ts';
import { isSecureAddress } from '../../platform/proxies.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { hashRecoveryCode } from '../algorithms/recovery-code.ts';
import { totpStep } from '../algorithms/totp.ts';
import type { SecondFactorAnswer } from '../contract.ts';
import { countAttemptOf, releaseAttempt, type Attempt } from '../sign-in/attempts.ts';
import { identityDb, type From } from '../sign-in/identity-db.ts';
import { browserToken, findKnownBrowser } from '../sign-in/known-browser.ts';
import type { Account } from '../sign-in/store.ts';
import { findTotp, useRecoveryCode, useTotpStep } from './store.ts';

/** A secret opens for the account that it was made for alone. */
export const totpContext = (personId: string): string => `identity.person.totp_secret/${personId}`;

/**
 * Does the work in the transaction that uses the code up.
 *
 * @throws Problem 401 where the code is wrong, over, or was used before; 429 where too many were
 */
export async function provenBy<Result>(
  services: Services,
  account: Account,
  shown: SecondFactorAnswer,
  from: From,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const { db, config, clock } = services;
  const secure = isSecureAddress(config);
  const browser = await findKnownBrowser(db, browserToken(from.cookies, secure), account.login);
  const attempt: Attempt = { target: `code/${account.id}`, address: from.address, browser, strict: true };
  await countAttemptOf(db, attempt, clock());
  const own = identityDb(services, account.id, account, from);
  const done = await own.transaction(async (tx) =>
    (await isRight(tx, services, account, shown)) ? { result: await work(tx) } : undefined,
  );
  if (done) {
    await releaseAttempt(db, attempt, 'right');
    return done.result;
  }
  await own.transaction((tx) =>
    record(tx, { act: 'identity:second-factor-failed', object: `identity.person/${account.id}` }),
  );
  throw new Problem(401, 'wrong-second-factor', 'The code is wrong, over or was used before');
}

async function isRight(
  tx: Tx,
  { sealing, clock }: Services,
  { id }: Account,
  shown: SecondFactorAnswer,
): Promise<boolean> {
  if ('recoveryCode' in shown) return useRecoveryCode(tx, id, hashRecoveryCode(shown.recoveryCode));
  const { secret } = await findTotp(tx, id);
  const step = secret ? totpStep(sealing.open(secret, totpContext(id)), shown.code, clock()) : undefined;
  return step !== undefined && useTotpStep(tx, id, step);
}
