// Each minute: is everything drawn that this scene should show? Says so where not, and has the map made anew where that lasts.
import { useEffect, useRef, useState, type RefObject } from 'react';
import { missingOf } from './self-check.ts';

const CHECK_MS = 60_000;
/** After a change of scene tiles need a while, ms. */
const SETTLE_MS = 15_000;

interface SelfCheck {
  readonly missing: readonly string[];
  /** A WebGL context is lost just now. */
  readonly lost: boolean;
  /** Changes when the map has to be made anew. */
  readonly generation: number;
}

/** @param expected names of layers, memoized */
export function useSelfCheck(
  ref: RefObject<HTMLElement | null>,
  expected: readonly string[],
  hasInset: boolean,
): SelfCheck {
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [generation, setGeneration] = useState(0);
  const state = useRef({ missed: 0, busy: false });
  const lost = useContextLost(ref);
  useEffect(() => {
    const check = () => {
      const grounds = [...(ref.current?.querySelectorAll<HTMLElement>('.map-ground') ?? [])];
      const [main, inset] = grounds.map(readDrawn);
      if (!main) return;
      const idle = main.idle && (!hasInset || (inset?.idle ?? false));
      const found = missingOf(expected, { layers: main.layers, idle }, state.current.busy);
      if (hasInset && inset && !inset.layers.includes('incidents') && !found.includes('incidents'))
        found.push('incidents');
      state.current.busy = !idle;
      state.current.missed = found.length > 0 ? state.current.missed + 1 : 0;
      setMissing((before) => (before.join() === found.join() ? before : found));
      // Said at the first time, mended at the second: a slow tile is no broken map.
      if (state.current.missed < 2 || document.visibilityState !== 'visible') return;
      state.current.missed = 0;
      setGeneration((now) => now + 1);
    };
    const first = setTimeout(check, SETTLE_MS);
    const timer = setInterval(check, CHECK_MS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [ref, expected, hasInset]);
  return { missing, lost, generation };
}

const readDrawn = ({ dataset }: HTMLElement) => ({
  layers: dataset['drawnLayers']?.split(' ') ?? [],
  idle: dataset['mapIdle'] === 'true',
});

/** Heard where every canvas of the page passes: events of a canvas do not bubble. */
function useContextLost(ref: RefObject<HTMLElement | null>): boolean {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const canvases = new Set<EventTarget>();
    const isOurs = (event: Event) => event.target instanceof Node && (ref.current?.contains(event.target) ?? false);
    const onLost = (event: Event) => {
      if (!isOurs(event) || !event.target) return;
      canvases.add(event.target);
      setLost(true);
    };
    const onRestored = (event: Event) => {
      if (event.target) canvases.delete(event.target);
      // A canvas that was taken away meanwhile will not come back.
      for (const canvas of canvases) if (!(canvas as Node).isConnected) canvases.delete(canvas);
      setLost(canvases.size > 0);
    };
    document.addEventListener('webglcontextlost', onLost, true);
    document.addEventListener('webglcontextrestored', onRestored, true);
    return () => {
      document.removeEventListener('webglcontextlost', onLost, true);
      document.removeEventListener('webglcontextrestored', onRestored, true);
    };
  }, [ref]);
  return lost;
}
