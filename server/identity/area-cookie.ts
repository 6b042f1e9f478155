// The choice of the top bar, kept by the browser. It only ever narrows: the resolver checks it against the scope.
import { readCookie, writeCookie } from './algorithms/cookies.ts';

const NAME = 'fengsui-area';
const PATH = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/;
const KEEP_S = 365 * 24 * 3600;

/** The chosen division path, undefined where none or none that could be one. */
export function chosenArea(cookies: string | undefined): string | undefined {
  const value = readCookie(cookies, NAME);
  return value !== undefined && PATH.test(value) ? value : undefined;
}

/** A `Set-Cookie` value. @param path one that was checked @param secure the site is reached over TLS */
export const areaCookie = (path: string, secure: boolean): string =>
  writeCookie({ name: NAME, value: path, livesS: KEEP_S, secure });
