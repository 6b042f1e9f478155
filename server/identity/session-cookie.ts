// The cookie that holds a session's token: for this host alone, unreadable for scripts, never sent from another site.

/** The name says to the browser that it is bound to this host and TLS, where there is TLS. */
const nameOf = (secure: boolean) => (secure ? '__Host-fengsui' : 'fengsui-session');

/** The token that a request shows; undefined where none. @param secure the site is reached over TLS */
export function sessionToken(cookies: string | undefined, secure: boolean): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='));
  const value = pairs.find(([name]) => name === nameOf(secure))?.[1];
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}

/** A `Set-Cookie` value. It ends with the browser; the session itself ends on the server. */
export const sessionCookie = (token: string, secure: boolean): string =>
  `${nameOf(secure)}=${token}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

/** A `Set-Cookie` value that takes the cookie away. */
export const noSessionCookie = (secure: boolean): string =>
  `${nameOf(secure)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
