// The server's time: ages must not trust a clock that somebody set by hand.
import { useEffect, useState } from 'react';

let aheadMs = 0;

/** Takes note of an instant that the server has just said. Transport makes it late by some ms, never early. */
export function hearServerTime(at: string): void {
  const heard = Date.parse(at) - Date.now();
  if (Number.isFinite(heard)) aheadMs = heard;
}

/** Now, by the server's clock; ms since 1970. */
export function serverNow(): number {
  return Date.now() + aheadMs;
}

/** How far our own clock is ahead of the server's, ms. */
export function clockErrorMs(): number {
  return -aheadMs;
}

/** What the server's clock showed when ours showed `localMs`. */
export function toServerTime(localMs: number): number {
  return localMs + aheadMs;
}

/** The present moment for drawing, once a second, on the second; ms since 1970. */
export function useNow(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(serverNow());
      timer = setTimeout(tick, 1000 - (serverNow() % 1000) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, []);
  return now;
}
