// The token of a paired phone, kept by its browser where no script reads it, and shown to the routes of the remote alone.
const NAME = 'fengsui-remote';
/** A browser sends the cookie below this path only: elsewhere the phone is the public. */
const PATH = '/api/walls/remote';

/** The token that was sent, undefined where none was; one that cannot be a token is one all the same, and is refused. */
export function remoteToken(cookies: string | undefined): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === NAME)?.[1];
}

/** A `Set-Cookie` value; without a token it takes the cookie away. @param livesS seconds @param secure the site is reached over TLS */
export function remoteCookie(token: string | undefined, livesS: number, secure: boolean): string {
  const age = token === undefined ? 0 : livesS;
  return `${NAME}=${token ?? ''}; Path=${PATH}; Max-Age=${age}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
