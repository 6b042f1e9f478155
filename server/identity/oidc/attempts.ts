// A sign-in that is on its way at the provider: what must come back, bound to the browser that left.
import type { Db } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { hostBound, readCookie, writeCookie } from '../algorithms/cookies.ts';
import { newSecret } from '../../platform/new-secret.ts';
import { hashSecret } from '../algorithms/secret-hash.ts';

/** So long somebody may take to sign in at the provider, s. */
const ATTEMPT_LIVES_S = 10 * 60;

export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE: without it the code is of no use. */
  readonly verifier: string;
  /** Where the page goes on: an address of this site. */
  readonly back: string;
}

/** Keeps an attempt; answers the token for the cookie of the browser. What was left lying is removed. */
export async function keepAttempt(db: Db, { state, nonce, verifier, back }: Attempt, now: Date): Promise<string> {
  const token = newSecret();
  const expiresAt = new Date(now.getTime() + ATTEMPT_LIVES_S * 1000);
  await db.transaction(async (tx) => {
    await tx.many(sql`DELETE FROM identity.oidc_attempt WHERE expires_at <= ${now}`);
    await tx.one(sql`
      INSERT INTO identity.oidc_attempt (token_hash, state, nonce, verifier, back, expires_at)
      VALUES (${hashSecret(token)}, ${state}, ${nonce}, ${verifier}, ${back}, ${expiresAt})`);
  });
  return token;
}

/** The attempt of a browser whose answer has come, once; a state that does not fit takes nothing out. */
export function takeAttempt(db: Db, token: string, state: string, now: Date): Promise<Attempt | undefined> {
  return db.one<Attempt>(sql`
    DELETE FROM identity.oidc_attempt WHERE token_hash = ${hashSecret(token)} AND state = ${state} AND expires_at > ${now}
    RETURNING state, nonce, verifier, back`);
}

const nameOf = (secure: boolean) => hostBound('fengsui-oidc', secure);

/** The token that a request shows. @param secure the site is reached over TLS */
export const attemptToken = (cookies: string | undefined, secure: boolean): string | undefined =>
  readCookie(cookies, nameOf(secure)) || undefined;

/** A `Set-Cookie` value; without a token it takes the cookie away. Lax: the way back comes from the provider's site. */
export const attemptCookie = (token: string | undefined, secure: boolean): string =>
  writeCookie({ name: nameOf(secure), value: token, livesS: ATTEMPT_LIVES_S, sameSite: 'Lax', secure });
