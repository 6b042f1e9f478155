// The choice of the top bar, kept by the browser. It only ever narrows: the resolver checks it against the scope.
const NAME = 'fengsui-area';
const PATH = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/;
const KEEP_S = 365 * 24 * 3600;

/** The chosen division path, undefined where none or none that could be one. */
export function chosenArea(cookies: string | undefined): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='));
  const value = pairs.find(([name]) => name === NAME)?.[1];
  return value !== undefined && PATH.test(value) ? value : undefined;
}

/** A `Set-Cookie` value. @param path one that was checked @param secure the site is reached over TLS */
export function areaCookie(path: string, secure: boolean): string {
  return `${NAME}=${path}; Path=/; Max-Age=${KEEP_S}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
