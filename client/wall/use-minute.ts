import { useEffect, useState } from 'react';
import { serverNow } from '../platform/clock.ts';

/** What is lit and how old things are is looked at this often, ms; a wall needs no seconds. */
const STEP_MS = 10_000;

/** The present moment in steps of ten seconds, ms since 1970. */
export function useMinute(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
