// Passkeys (WebAuthn): the device asks for a finger, a face or a PIN, so that one counts as both factors.
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Tx } from '../../../db/connection.ts';
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import type { PasskeyDraft, PasskeySignIn } from '../contract.ts';
import type { SessionOfSubject } from '../guard.ts';
import { markSecondFactor, rotateSession } from '../sessions.ts';
import { identityDb, NOBODY, type From } from '../sign-in/identity-db.ts';
import { beginSession, goOn, type Opened } from '../sign-in/open-session.ts';
import { findAccount, type Account } from '../sign-in/store.ts';
import * as store from './passkey-store.ts';

const PARTY = '烽燧';
/** How long the person may take, s. */
const PATIENCE_S = 300;

/** Whose page asks: passkeys are bound to the host of the public address. */
const partyOf = ({ config }: Services) => {
  const { origin, hostname } = new URL(config.publicUrl);
  return { expectedOrigin: origin, expectedRPID: hostname };
};

/** What a device is asked to make a passkey with. */
export async function draftPasskey(services: Services, { id, personId }: SessionOfSubject) {
  const { db } = services;
  const { login, name } = (await findAccount(db, personId))!;
  const options = await generateRegistrationOptions({
    rpName: PARTY,
    rpID: partyOf(services).expectedRPID,
    userName: login,
    userDisplayName: name,
    userID: new TextEncoder().encode(personId),
    timeout: PATIENCE_S * 1000,
    attestationType: 'none',
    excludeCredentials: await store.findPasskeysOf(db, personId),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await store.keepOwnChallenge(db, id, options.challenge);
  return options;
}

/** Keeps what the device has made; the session counts as one with a second factor from now on. @throws Problem 422 */
export async function addPasskey(
  services: Services,
  { id, personId }: SessionOfSubject,
  { name, response }: PasskeyDraft,
  from: From,
): Promise<Opened> {
  const account = (await findAccount(services.db, personId))!;
  const expectedChallenge = await store.useOwnChallenge(services.db, id);
  if (expectedChallenge === undefined) throw notFitting();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    ...partyOf(services),
    response: response as unknown as RegistrationResponseJSON,
    expectedChallenge,
    requireUserVerification: true,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }));
  if (!verified || !registrationInfo) throw notFitting();
  const { credential } = registrationInfo;
  return identityDb(services, personId, account, from).transaction(async (tx) => {
    if (!(await store.keepPasskey(tx, personId, name, credential)))
      throw new Problem(409, 'passkey-known', 'This passkey is known already');
    await markSecondFactor(tx, id);
    await record(tx, { act: 'identity:add-passkey', object: `identity.person/${personId}`, after: { name } });
    return goOn(tx, services, await rotateSession(tx, id), from);
  });
}

const notFitting = () =>
  new Problem(422, 'passkey-not-made', 'What the device has made does not fit what it was asked for');

/** Takes one of the person's own away. @throws Problem 404 */
export async function removePasskey(
  services: Services,
  { personId }: SessionOfSubject,
  passkeyId: string,
  from: From,
): Promise<void> {
  const account = (await findAccount(services.db, personId))!;
  await identityDb(services, personId, account, from).transaction(async (tx) => {
    const name = await store.removePasskey(tx, personId, passkeyId);
    if (name === undefined) throw new Problem(404, 'not-found', 'There is no such passkey');
    await record(tx, { act: 'identity:remove-passkey', object: `identity.person/${personId}`, before: { name } });
  });
}

/** What a device is asked to sign. Nobody is named: whether a name has passkeys is not told. */
export async function askForPasskey(services: Services, session: SessionOfSubject | undefined) {
  const { db, clock } = services;
  const options = await generateAuthenticationOptions({
    rpID: partyOf(services).expectedRPID,
    timeout: PATIENCE_S * 1000,
    userVerification: 'required',
    ...(session && { allowCredentials: await store.findPasskeysOf(db, session.personId) }),
  });
  await store.keepChallenge(db, options.challenge, new Date(clock().getTime() + PATIENCE_S * 1000));
  return options;
}

/** Signs in whoever's passkey has signed. @throws Problem 401, the same for whatever is wrong */
export async function signInByPasskey(services: Services, { response }: PasskeySignIn, from: From): Promise<Opened> {
  const { db } = services;
  const signed = await signedPasskey(services, response);
  const account = signed && (await findAccount(db, signed.passkey.personId));
  if (signed?.counter === undefined || !account || account.deactivatedAt !== null) {
    await identityDb(services, NOBODY, account, from).transaction((tx) =>
      record(tx, {
        act: 'identity:sign-in-failed',
        object: `identity.person/${account?.id ?? 'unknown'}`,
        after: { by: 'passkey' },
      }),
    );
    throw wrongPasskey();
  }
  const { passkey, counter } = signed;
  return identityDb(services, account.id, account, from).transaction(async (tx) => {
    await store.notePasskeyUse(tx, passkey.id, counter);
    return beginSession(tx, services, { personId: account.id, openedBy: 'passkey' }, from);
  });
}

/** The person of a session shows a passkey of their own once more. @throws Problem 401 */
export async function provenByPasskey<Result>(
  services: Services,
  account: Account,
  response: PasskeySignIn['response'],
  from: From,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const own = identityDb(services, account.id, account, from);
  const signed = await signedPasskey(services, response);
  const counter = signed?.passkey.personId === account.id ? signed.counter : undefined;
  if (!signed || counter === undefined) {
    await own.transaction((tx) =>
      record(tx, {
        act: 'identity:second-factor-failed',
        object: `identity.person/${account.id}`,
        after: { by: 'passkey' },
      }),
    );
    throw wrongPasskey();
  }
  return own.transaction(async (tx) => {
    await store.notePasskeyUse(tx, signed.passkey.id, counter);
    return work(tx);
  });
}

const wrongPasskey = () => new Problem(401, 'wrong-passkey', 'This passkey does not open an account');

/** The passkey that is shown; without a counter where its signature does not hold. Undefined where nobody has it. */
async function signedPasskey(services: Services, response: PasskeySignIn['response']) {
  const passkey = await store.findPasskey(services.db, response.id);
  if (!passkey) return undefined;
  return { passkey, counter: await newCounterOf(services, response as unknown as AuthenticationResponseJSON, passkey) };
}

/** The counter after this use; undefined where the signature does not hold, or the counter went back: a copy is about. */
async function newCounterOf(
  services: Services,
  response: AuthenticationResponseJSON,
  passkey: store.StoredPasskey,
): Promise<number | undefined> {
  const { db, clock } = services;
  const { id, publicKey, counter, transports } = passkey;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    ...partyOf(services),
    response,
    expectedChallenge: (challenge) => store.useChallenge(db, challenge, clock()),
    credential: { id, publicKey: Uint8Array.from(publicKey), counter, transports: [...transports] },
    requireUserVerification: true,
  }).catch(() => ({ verified: false, authenticationInfo: undefined }));
  return verified ? authenticationInfo?.newCounter : undefined;
}
