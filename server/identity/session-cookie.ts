// The cookie that holds a session's token: for this host alone, unreadable for scripts, never sent from another site.
import { readToken, writeCookie } from './algorithms/cookies.ts';

/** The name says to the browser that it is bound to this host and TLS, where there is TLS. */
const nameOf = (secure: boolean) => (secure ? '__Host-fengsui' : 'fengsui-session');

/** The token that a request shows; undefined where none. @param secure the site is reached over TLS */
export const sessionToken = (cookies: string | undefined, secure: boolean): string | undefined =>
  readToken(cookies, nameOf(secure));

/** A `Set-Cookie` value. It ends with the browser; the session itself ends on the server. */
export const sessionCookie = (token: string, secure: boolean): string =>
  writeCookie({ name: nameOf(secure), value: token, secure });

/** A `Set-Cookie` value that takes the cookie away. */
export const noSessionCookie = (secure: boolean): string =>
  writeCookie({ name: nameOf(secure), value: undefined, secure });
