// Where a page goes on after a sign-in elsewhere: within this site, never on another. Pure.

const LONGEST = 2000;
/** Says in an address why a sign-in elsewhere was refused; the next one begins without it. */
export const PROBLEM = 'sign-in-problem';

/** Path, query and fragment of an address of this site that was asked for; `/` where it is none. @param home our own origin */
export function wayBack(asked: string | undefined, home: string): string {
  if (asked === undefined || !asked.startsWith('/') || asked.length > LONGEST || !URL.canParse(asked, home)) return '/';
  const url = new URL(asked, home);
  if (url.searchParams.has(PROBLEM)) url.searchParams.delete(PROBLEM);
  const { origin, pathname, search, hash } = url;
  const path = `${pathname}${search}${hash}`;
  const isOurs = origin === new URL(home).origin && !pathname.startsWith('/api/') && !path.startsWith('//');
  return isOurs && path.length <= LONGEST ? path : '/';
}
