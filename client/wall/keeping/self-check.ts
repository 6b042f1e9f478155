// What should be drawn and is not, and since when. Pure: the clock is given.

/** What the map says of itself at one look. */
export interface Look {
  /** Layers that this scene should show and that are not on the screen. */
  readonly absent: readonly string[];
  /** Nothing is on its way: the map has loaded all that it asked for and stands still. */
  readonly settled: boolean;
}

/** What has been so since when; milliseconds of a clock that never goes back. */
export interface Watch {
  readonly state: 'whole' | 'absent' | 'busy';
  readonly absent: readonly string[];
  readonly since: number;
}

/** A map that has settled shows a new layer within a frame or two; ms. */
const ABSENT_MS = 10_000;
/** Nothing that is still on its way is missing, however slow the machine; but what never ends has stuck. ms */
const STUCK_MS = 120_000;
/** What is missing for this long after it was said does not come by itself, ms. */
const REMAKE_MS = 60_000;

export const startWatch = (now: number): Watch => ({ state: 'whole', absent: [], since: now });

/** The watch after one more look; what goes on unchanged keeps its beginning. */
export function watch(before: Watch, { absent, settled }: Look, now: number): Watch {
  const state = settled ? (absent.length > 0 ? 'absent' : 'whole') : 'busy';
  const same = state === before.state && (state !== 'absent' || absent.join() === before.absent.join());
  return { state, absent, since: same ? before.since : now };
}

/** The layers to be named as missing; the ground stands for a map that never settles. */
export function missingOf({ state, absent, since }: Watch, now: number): readonly string[] {
  if (state === 'absent' && now - since >= ABSENT_MS) return absent;
  if (state === 'busy' && now - since >= STUCK_MS) return absent.length > 0 ? absent : ['basemap'];
  return [];
}

/** It was said long enough ago that the map should be made anew. */
export const mustRemake = (watched: Watch, now: number) => missingOf(watched, now - REMAKE_MS).length > 0;
