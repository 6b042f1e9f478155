// Cookies as they are sent and set: for this site alone, unreadable for scripts. Pure.

/** Tokens that we give out: 256 random bits, base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The value that a request shows under a name; undefined where it shows none. @param cookies the header as sent */
export function readCookie(cookies: string | undefined, name: string): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([shown]) => shown === name)?.[1];
}

/** As readCookie, for a token: undefined too where the value cannot be one. */
export function readToken(cookies: string | undefined, name: string): string | undefined {
  const value = readCookie(cookies, name);
  return value !== undefined && TOKEN.test(value) ? value : undefined;
}

/** The name of a cookie that the browser binds to this host and TLS, where there is TLS. */
export const hostBound = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

export interface NewCookie {
  readonly name: string;
  /** Undefined takes the cookie away. */
  readonly value: string | undefined;
  /** The site is reached over TLS. */
  readonly secure: boolean;
  /** Seconds; without it the cookie ends with the browser. */
  readonly livesS?: number;
  readonly path?: string;
  /** Lax where the way back comes from another site. */
  readonly sameSite?: 'Strict' | 'Lax';
}

/** A `Set-Cookie` value. */
export function writeCookie({ name, value, secure, livesS, path = '/', sameSite = 'Strict' }: NewCookie): string {
  const ageS = value === undefined ? 0 : livesS;
  const age = ageS === undefined ? '' : `; Max-Age=${ageS}`;
  return `${name}=${value ?? ''}; Path=${path}${age}; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}`;
}
