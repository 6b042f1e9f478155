// Whether what is on the screen is current, and since when it is not.
import { create } from 'zustand';

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

/** True while live figures may be believed to be current. */
export function useIsCurrent(): boolean {
  return useLineState(({ state }) => state === 'live' || state === 'connecting');
}
