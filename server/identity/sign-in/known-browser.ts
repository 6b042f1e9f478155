// Browsers in which somebody has signed in wholly (OWASP device cookies): their attempts at the account are counted apart.
import type { Db, Tx } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { hostBound, readToken, writeCookie } from '../algorithms/cookies.ts';
import { newSecret } from '../../platform/new-secret.ts';
import { hashSecret } from '../algorithms/secret-hash.ts';

const KEEP_S = 365 * 24 * 3600;
const nameOf = (secure: boolean) => hostBound('fengsui-known', secure);

/** The token that a request shows. @param secure the site is reached over TLS */
export const browserToken = (cookies: string | undefined, secure: boolean): string | undefined =>
  readToken(cookies, nameOf(secure));

/** The hash of a token with which this account has been signed in to; undefined where the browser is a stranger to it. */
export async function findKnownBrowser(db: Db, token: string | undefined, login: string): Promise<Buffer | undefined> {
  if (token === undefined) return undefined;
  const found = await db.one<{ hash: Buffer }>(sql`
    SELECT b.token_hash AS hash FROM identity.known_browser b JOIN identity.person p ON p.id = b.person_id
     WHERE b.token_hash = ${hashSecret(token)} AND p.login = ${login}`);
  return found?.hash;
}

/** Makes the browser known to the account. @returns a `Set-Cookie` value; one token serves all accounts of a browser */
export async function rememberBrowser(
  tx: Tx,
  { personId, shown, secure }: { personId: string; shown: string | undefined; secure: boolean },
  now: Date,
): Promise<string> {
  const token = shown !== undefined && (await isKnown(tx, shown)) ? shown : newSecret();
  await tx.one(sql`
    INSERT INTO identity.known_browser (token_hash, person_id, created_at, used_at)
    VALUES (${hashSecret(token)}, ${personId}, ${now}, ${now})
    ON CONFLICT (token_hash, person_id) DO UPDATE SET used_at = excluded.used_at`);
  return writeCookie({ name: nameOf(secure), value: token, livesS: KEEP_S, secure });
}

/** A token that we did not give out may be one that somebody planted. */
const isKnown = async (tx: Tx, token: string): Promise<boolean> =>
  (await tx.one(sql`SELECT FROM identity.known_browser WHERE token_hash = ${hashSecret(token)} LIMIT 1`)) !== undefined;

/** Forgets browsers that have not been used for as long as their cookie lives. */
export async function forgetBrowsers(db: Db, now: Date): Promise<void> {
  await db.one(sql`DELETE FROM identity.known_browser WHERE used_at < ${new Date(now.getTime() - KEEP_S * 1000)}`);
}
