// The cookie that holds a screen's token: kept over a restart of the screen, for this host alone, unreadable for scripts.
import { hostBound, readCookie, writeCookie } from '../algorithms/cookies.ts';

/** `waiting` holds the token of a screen that is not let in yet: nobody takes it for a session. */
type Kind = 'device' | 'waiting';

const nameOf = (secure: boolean, kind: Kind) => hostBound(`fengsui-${kind}`, secure);

/** The token that a request shows; undefined where none. @param secure the site is reached over TLS */
export const deviceToken = (cookies: string | undefined, secure: boolean, kind: Kind = 'device'): string | undefined =>
  readCookie(cookies, nameOf(secure, kind)) || undefined;

/** A `Set-Cookie` value; without a token it takes the cookie away. @param livesS seconds */
export const deviceCookie = (
  token: string | undefined,
  livesS: number,
  secure: boolean,
  kind: Kind = 'device',
): string => writeCookie({ name: nameOf(secure, kind), value: token, livesS, secure });
