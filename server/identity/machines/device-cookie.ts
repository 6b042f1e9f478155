// The cookie that holds a screen's token: kept over a restart of the screen, for this host alone, unreadable for scripts.

const nameOf = (secure: boolean) => (secure ? '__Host-fengsui-device' : 'fengsui-device');

/** The token that a request shows; undefined where none. @param secure the site is reached over TLS */
export function deviceToken(cookies: string | undefined, secure: boolean): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === nameOf(secure))?.[1] || undefined;
}

/** A `Set-Cookie` value; without a token it takes the cookie away. @param livesS seconds */
export function deviceCookie(token: string | undefined, livesS: number, secure: boolean): string {
  const age = token === undefined ? 0 : livesS;
  return `${nameOf(secure)}=${token ?? ''}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
