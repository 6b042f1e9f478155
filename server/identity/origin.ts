// Where a page comes from: a state may be changed, and a socket opened, by our own pages and by programs, not by other sites.
import type { Asker, OriginFault } from './guard.ts';
import { hostNameOf } from './host-name.ts';

/**
 * Judges by Origin and Sec-Fetch-Site, which a page cannot forge.
 *
 * A program (no cookie, no fetch metadata) need not send an Origin; a key in the request stands for itself,
 * since no browser adds it on its own.
 */
export function originJudge(publicUrl: string): OriginFault {
  const home = new URL(publicUrl).origin;
  return ({ headers }: Asker) => {
    if (/^bearer /i.test(headers.authorization ?? '')) return undefined;
    const site = headers['sec-fetch-site'];
    if (site === 'cross-site') return 'The request comes from a page of another site';
    const { origin } = headers;
    if (origin === undefined)
      return looksLikeBrowser(headers) ? 'The request does not say which page it comes from' : undefined;
    if (origin === home || isOwnHost(origin, headers.host)) return undefined;
    return 'The request comes from another page';
  };
}

const looksLikeBrowser = (headers: Asker['headers']) =>
  headers.cookie !== undefined || headers['sec-fetch-site'] !== undefined || headers['sec-fetch-mode'] !== undefined;

/** The page was loaded from the very address it now asks. */
function isOwnHost(origin: string, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase() && hostNameOf(host) !== undefined;
}
