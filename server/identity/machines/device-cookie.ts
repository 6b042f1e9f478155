// The cookie that holds a screen's token: kept over a restart of the screen, for this host alone, unreadable for scripts.
import { hostBound, readCookie, writeCookie } from '../algorithms/cookies.ts';

const nameOf = (secure: boolean) => hostBound('fengsui-device', secure);

/** The token that a request shows; undefined where none. @param secure the site is reached over TLS */
export const deviceToken = (cookies: string | undefined, secure: boolean): string | undefined =>
  readCookie(cookies, nameOf(secure)) || undefined;

/** A `Set-Cookie` value; without a token it takes the cookie away. @param livesS seconds */
export const deviceCookie = (token: string | undefined, livesS: number, secure: boolean): string =>
  writeCookie({ name: nameOf(secure), value: token, livesS, secure });
