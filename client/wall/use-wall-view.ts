// The view, and all that changes it: time, keys, what matters, and a phone.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Incident } from '#contract/incidents';
import { serverNow } from '../platform/clock.ts';
import { isGrave, stoppedUntil } from './grave.ts';
import { dueAt, hold, pick, step, type Turn } from './turning.ts';
import { recallView, rememberView, type WallView } from './view.ts';

/** The scene on which everything can be seen. */
const OVERVIEW = 'city';

export type ChangeView = (change: (view: WallView) => WallView) => void;

/** @param minute the present minute, ms since 1970: what is lit grows old by the minute */
export function useWallView(
  scenes: readonly Turn[],
  wanted: string | undefined,
  incidents: readonly Incident[],
  minute: number,
  loaded: boolean,
) {
  const [view, setView] = useState(() => recallView(scenes, wanted, serverNow()));
  const change = useCallback<ChangeView>((next) => setView(next), []);
  const until = stoppedUntil(incidents, minute);
  useEffect(() => rememberView(view), [view]);
  useTurning(view, scenes, until, change);
  useKeys(scenes, change);
  useStop(incidents.filter(isGrave), loaded, scenes, change);
  return { view, change, stoppedUntil: until };
}

function useTurning(view: WallView, scenes: readonly Turn[], until: number, change: ChangeView): void {
  useEffect(() => {
    const due = dueAt(view, scenes, until);
    if (due === undefined) return undefined;
    const turn = () => change((now) => step({ ...now, focus: null }, scenes, 1, serverNow()));
    const timer = setTimeout(turn, Math.max(0, due - serverNow()));
    return () => clearTimeout(timer);
  }, [view, scenes, until, change]);
}

function useKeys(scenes: readonly Turn[], change: ChangeView): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const next = viewAfter(event.key, scenes);
      if (!next) return;
      event.preventDefault();
      change(next);
    };
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  }, [scenes, change]);
}

/** Arrows and numbers choose, space holds and lets go, Y shows yesterday beside now. Undefined for any other key. */
function viewAfter(key: string, scenes: readonly Turn[]): ((view: WallView) => WallView) | undefined {
  const now = serverNow();
  if (key === 'ArrowRight') return (view) => step({ ...view, focus: null }, scenes, 1, now);
  if (key === 'ArrowLeft') return (view) => step({ ...view, focus: null }, scenes, -1, now);
  if (key === ' ') return (view) => hold(view, !view.held, now);
  if (key === 'y') return (view) => ({ ...view, yesterday: !view.yesterday });
  const numbered = /^[1-9]$/.test(key) ? scenes[Number(key) - 1] : undefined;
  return numbered && ((view) => pick({ ...view, focus: null }, scenes, numbered.name, now));
}

/** What matters brings the overview back at once, also what has come while the line was cut; a scene that somebody holds stays, and rings its pin all the same. */
function useStop(grave: readonly Incident[], loaded: boolean, scenes: readonly Turn[], change: ChangeView): void {
  const known = useRef<ReadonlySet<string>>(undefined);
  const ids = grave.map(({ id }) => id).join(' ');
  useEffect(() => {
    if (!loaded) return;
    const before = known.current;
    known.current = new Set(ids.split(' ').filter((id) => id !== ''));
    // What was there when the page came has stopped it before: a reload goes on where it was.
    const isNew = before !== undefined && [...known.current].some((id) => !before.has(id));
    if (isNew) change((view) => (view.held ? view : pick({ ...view, focus: null }, scenes, OVERVIEW, serverNow())));
  }, [ids, loaded, scenes, change]);
}
