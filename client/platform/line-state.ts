// Whether what is on the screen is current, and since when it is not.
import { create } from 'zustand';
import { useMoment } from './moment.ts';

export interface LineState {
  /** connecting: first time; catching-up: back, but not everything has come; cut: nothing on the screen is current. */
  readonly state: 'connecting' | 'live' | 'catching-up' | 'cut';
  /** When the server was last heard while the line is not live; ms since 1970 by the server's clock. */
  readonly cutSince: number | undefined;
  /** How many changes came late after the last cut; undefined before any. `no` tells one return from the next. */
  readonly caughtUp: { readonly no: number; readonly events: number } | undefined;
}

export const useLineState = create<LineState>(() => ({
  state: 'connecting',
  cutSince: undefined,
  caughtUp: undefined,
}));

/** True while what is shown may be believed to be what it says: live figures current, or those of a past moment, which no cut makes old. */
export function useIsCurrent(): boolean {
  const isPast = useMoment() !== undefined;
  return useLineState(({ state }) => state === 'live' || state === 'connecting') || isPast;
}
