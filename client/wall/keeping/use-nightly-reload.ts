// The page is made anew once a night, and for a new version, in a quiet minute. What it showed is remembered elsewhere.
import { useEffect, useRef } from 'react';
import { serverNow } from '../../platform/clock.ts';
import { useLineState } from '../../platform/line-state.ts';
import { mayReload } from './quiet.ts';
import { forgetFailures } from './reload.ts';
import { useNewVersion } from './use-version.ts';

const LOOK_MS = 20_000;
/** A page that has stood this long is well; ms. */
const WELL_MS = 5 * 60_000;

interface Options {
  readonly reloadHour: number;
  /** Changes whenever anything of the city does. */
  readonly news: unknown;
  readonly stoppedUntil: number;
}

export function useNightlyReload({ reloadHour, news, stoppedUntil }: Options): void {
  const newVersion = useNewVersion();
  const lastNewsAt = useRef(serverNow());
  useEffect(() => {
    lastNewsAt.current = serverNow();
  }, [news]);
  useEffect(() => {
    const look = () => {
      const { state } = useLineState.getState();
      const now = serverNow();
      const situation = { now, loadedAt: now - performance.now(), lastNewsAt: lastNewsAt.current };
      if (mayReload({ ...situation, stoppedUntil, newVersion, reloadHour, current: state === 'live' }))
        location.reload();
    };
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [reloadHour, stoppedUntil, newVersion]);
  useEffect(() => {
    const timer = setTimeout(forgetFailures, WELL_MS);
    return () => clearTimeout(timer);
  }, []);
}
