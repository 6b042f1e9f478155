// The token of a paired phone, kept by its browser where no script reads it, and shown to the routes of the remote alone.
import { readCookie, writeCookie } from './cookies.ts';

const NAME = 'fengsui-remote';
/** A browser sends the cookie below this path only: elsewhere the phone is the public. */
const PATH = '/api/walls/remote';

/** The token that was sent, undefined where none was; one that cannot be a token is one all the same, and is refused. */
export const remoteToken = (cookies: string | undefined): string | undefined => readCookie(cookies, NAME);

/** A `Set-Cookie` value; without a token it takes the cookie away. @param livesS seconds @param secure the site is reached over TLS */
export const remoteCookie = (token: string | undefined, livesS: number, secure: boolean): string =>
  writeCookie({ name: NAME, value: token, livesS, path: PATH, secure });
