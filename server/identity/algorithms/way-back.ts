// Where a page goes on after a sign-in elsewhere: within this site, never on another. Pure.

const LONGEST = 2000;

/** Path, query and fragment of an address of this site that was asked for; `/` where it is none. @param home our own origin */
export function wayBack(asked: string | undefined, home: string): string {
  if (asked === undefined || !asked.startsWith('/') || asked.length > LONGEST || !URL.canParse(asked, home)) return '/';
  const { origin, pathname, search, hash } = new URL(asked, home);
  const path = `${pathname}${search}${hash}`;
  const isOurs = origin === new URL(home).origin && !pathname.startsWith('/api/') && !path.startsWith('//');
  return isOurs && path.length <= LONGEST ? path : '/';
}
