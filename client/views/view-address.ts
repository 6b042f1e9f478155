// What of the address is a view: all that is on the screen, but not the reader's language.
import { formatUrlState, parseUrlState, type UrlState } from '../platform/url-state.ts';
import type { UrlChange } from '../platform/url.tsx';

/** The search text of a view. */
export function viewAddress(state: UrlState): string {
  const { lang: _reader, ...view } = state;
  return formatUrlState(view) || '?';
}

/** What to change in the address so that exactly the view is shown; what it does not name goes back to the usual. */
export function openingChange(address: string): UrlChange {
  const { lang: _writer, ...view } = parseUrlState(address);
  const nothing: UrlChange = {
    at: undefined,
    panel: undefined,
    layers: undefined,
    sel: undefined,
    moment: undefined,
    theme: undefined,
    base: undefined,
  };
  return { ...nothing, ...view };
}
