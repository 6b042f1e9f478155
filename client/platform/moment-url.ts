// The moment shown and the address keep each other: a link opens the moment, and what is looked at can be passed on.
import { useEffect, useRef } from 'react';
import { showMoment, useMoment } from './moment.ts';
import { useChangeUrl, useUrlState } from './url.tsx';

/** The moment has to rest this long before it is written down, ms: browsers bear few changes of an address a second. */
const REST_MS = 400;

/** Call once, in the page. What the address says first is shown by the page's entry, before anything is drawn. */
export function useMomentInUrl(): void {
  const inUrl = useUrlState((state) => state.moment);
  const moment = useMoment();
  const change = useChangeUrl();
  const written = useRef(inUrl);
  useEffect(() => {
    if (inUrl?.at === written.current?.at && inUrl?.how === written.current?.how) return;
    written.current = inUrl; // Back, Forward or a link of our own
    showMoment(inUrl);
  }, [inUrl]);
  useEffect(() => {
    const write = () => {
      if (moment?.at === written.current?.at && moment?.how === written.current?.how) return;
      written.current = moment;
      change({ moment }, 'replace');
    };
    // Back to now is written at once: a reload must not fall back into the past.
    if (!moment) return write();
    const timer = setTimeout(write, REST_MS);
    return () => clearTimeout(timer);
  }, [moment, change]);
}
