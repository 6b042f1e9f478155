// What is published, as fresh as it can be had, and how old it is. Nothing here ever looks newer than it is.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Published } from '#contract/portal';
import { getPublic, NoAnswer } from '../platform/public-data.ts';

/** How often an open page asks whether anything has changed. */
const ASK_EVERY_MS = 60_000;
/** From this age on, what is shown is said to be old. */
export const STALE_AFTER_MS = 5 * 60_000;

export interface PublishedState {
  /** The same object for as long as nothing in it has changed: who draws it need not draw it again. */
  readonly set: Published | undefined;
  /** The mark of `set`. */
  readonly etag: string | undefined;
  /** By the server's clock; ms since 1970. */
  readonly saidAt: number;
  /** By ours, when that was heard: ages are counted from here. */
  readonly heardAt: number;
  readonly trouble: 'offline' | 'refused' | undefined;
  readonly loading: boolean;
}

export function usePublished(): PublishedState & { reload: () => void } {
  const [state, setState] = useState<PublishedState>({
    set: undefined,
    etag: undefined,
    saidAt: 0,
    heardAt: 0,
    trouble: undefined,
    loading: true,
  });
  const asking = useRef(false);
  const reload = useCallback(() => {
    if (asking.current) return;
    asking.current = true;
    setState((now) => ({ ...now, loading: true }));
    getPublic<Published>('/api/portal/published')
      .then(({ data, saidAt, kept, etag }) =>
        // What was kept by the device is as old as its own date says; what the server says is of now.
        setState((now) => ({
          set: etag !== undefined && etag === now.etag ? now.set : data,
          etag,
          saidAt,
          heardAt: kept ? saidAt : Date.now(),
          trouble: kept ? 'offline' : undefined,
          loading: false,
        })),
      )
      .catch((reason: unknown) =>
        setState((now) => ({
          ...now,
          trouble: reason instanceof NoAnswer && reason.refused ? 'refused' : 'offline',
          loading: false,
        })),
      )
      .then(() => {
        asking.current = false;
      })
      .catch(() => undefined);
  }, []);
  useEffect(() => {
    reload();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, ASK_EVERY_MS);
    const seen = () => {
      if (document.visibilityState === 'visible') reload();
    };
    window.addEventListener('online', reload);
    window.addEventListener('offline', reload);
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', reload);
      window.removeEventListener('offline', reload);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [reload]);
  return { ...state, reload };
}
