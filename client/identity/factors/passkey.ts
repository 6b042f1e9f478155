// Asks the browser for a passkey: to sign in with one, or to make one. Loaded when it is first wanted.
import type * as WebAuthn from '@simplewebauthn/browser';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { Session } from '#contract/identity';
import { sendJson } from '../../platform/http.ts';

/** The browser gave none: it knows no passkeys, or the person said no. */
export class PasskeyError extends Error {
  readonly code: 'passkeyCancelled' | 'passkeyNone';
  constructor(code: PasskeyError['code'], cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** Signs in, or answers the second step. @throws RequestError, PasskeyError */
export const signInWithPasskey = async (): Promise<Session> =>
  sendJson('POST', '/api/identity/sign-in/passkey', { response: await shownPasskey() });

/** Shows once more who is signed in. @throws RequestError, PasskeyError */
export const proveWithPasskey = async (): Promise<Session> =>
  sendJson('POST', '/api/identity/proof', { passkey: await shownPasskey() });

async function shownPasskey() {
  const optionsJSON = await sendJson<PublicKeyCredentialRequestOptionsJSON>(
    'POST',
    '/api/identity/sign-in/passkey-options',
    {},
  );
  return fromBrowser(({ startAuthentication }) => startAuthentication({ optionsJSON }));
}

/** Makes a passkey for who is signed in, or is setting up the second step. @throws RequestError, PasskeyError */
export async function addPasskey(name: string): Promise<void> {
  const optionsJSON = await sendJson<PublicKeyCredentialCreationOptionsJSON>(
    'POST',
    '/api/identity/second-factor/passkeys/options',
    {},
  );
  const response = await fromBrowser(({ startRegistration }) => startRegistration({ optionsJSON }));
  await sendJson('POST', '/api/identity/second-factor/passkeys', { name, response });
}

async function fromBrowser<Answer>(ask: (library: typeof WebAuthn) => Promise<Answer>) {
  if (!('PublicKeyCredential' in globalThis)) throw new PasskeyError('passkeyNone');
  const library = await import('@simplewebauthn/browser');
  return ask(library).catch((reason: unknown) => {
    throw new PasskeyError('passkeyCancelled', reason);
  });
}
