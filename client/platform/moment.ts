// The moment that the screen shows: now, or one of the past. One for the whole page; the address carries it.
import { create } from 'zustand';
import { serverNow, useNow } from './clock.ts';
import { withinReach } from './scrub.ts';

/** known: what was known then; was: what was so then by all that is known today. */
export const WAYS = ['known', 'was'] as const;
export type Way = (typeof WAYS)[number];

/** A moment of the past; ms since 1970. */
export interface PastMoment {
  readonly at: number;
  readonly how: Way;
}

const SECOND_MS = 1000;

interface MomentState {
  /** Undefined is now: what comes is shown as it comes. */
  readonly moment: PastMoment | undefined;
}

export const useMomentState = create<MomentState>(() => ({ moment: undefined }));

/** The moment shown; undefined while it is now. The same object until it changes. */
export const useMoment = () => useMomentState(({ moment }) => moment);

/** Shows another moment, to the second as an address has it; what does not lie before now is now. */
export function showMoment(moment: PastMoment | undefined): void {
  const before = useMomentState.getState().moment;
  const at = moment && Math.floor(moment.at / SECOND_MS) * SECOND_MS;
  const next = moment && at !== undefined && at < serverNow() ? { ...moment, at } : undefined;
  if (before?.at === next?.at && before?.how === next?.how) return;
  useMomentState.setState({ moment: next });
}

/** Looks back to an instant, or to the first record where that is later; what is not past is now. `since` is the first record. */
export function lookBackTo(at: number, how: Way, since: number | undefined): void {
  const within = withinReach(at, { since, now: serverNow() });
  showMoment(within === undefined ? undefined : { at: within, how });
}

/** The time by which ages are told: the moment shown, or now, once a second; ms since 1970. */
export function useShownTime(): number {
  const now = useNow();
  return useMoment()?.at ?? now;
}

/** The moment shown, outside of drawing. */
export const pastShown = () => useMomentState.getState().moment;

/** The time by which ages are told, outside of drawing. */
export const shownTime = () => pastShown()?.at ?? serverNow();

/** A path of ours with the moment in its query; as it is for now. */
export function pathAt(path: string, moment: PastMoment | undefined): string {
  if (!moment) return path;
  const name = moment.how === 'known' ? 'asKnownAt' : 'asItWasAt';
  return `${path}${path.includes('?') ? '&' : '?'}${name}=${new Date(moment.at).toISOString()}`;
}

/** Whether a part of a query's key says a moment of the past. */
export const isOfPast = (part: unknown) => typeof part === 'string' && /^(known|was) \d+$/.test(part);

/** A part of a query's key: other moments are other answers. */
export const momentKey = (moment: PastMoment | undefined) => (moment ? `${moment.how} ${moment.at}` : 'now');
