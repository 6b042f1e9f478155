// Is everything drawn that this scene should show? Says so where not, and has the map made anew where that lasts.
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { ASK_REPORT } from '../../map/use-report.ts';
import { missingOf, mustRemake, startWatch, watch } from './self-check.ts';

const LOOK_MS = 2500;

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
  const watched = useRef(startWatch(performance.now()));
  const { lost, forgetGone } = useContextLost(ref);
  useEffect(() => {
    const check = () => {
      forgetGone();
      const now = performance.now();
      // A hidden page draws nothing, and owes nothing.
      if (document.visibilityState !== 'visible') watched.current = startWatch(now);
      else watched.current = watch(watched.current, lookAt(ref.current, expected, hasInset), now);
      const found = missingOf(watched.current, now);
      setMissing((before) => (before.join() === found.join() ? before : found));
      if (!mustRemake(watched.current, now)) return;
      watched.current = startWatch(now);
      setGeneration((made) => made + 1);
    };
    // In a frame of its own: where frames are slow, judging is.
    const timer = setInterval(() => requestAnimationFrame(check), LOOK_MS);
    return () => clearInterval(timer);
  }, [ref, expected, hasInset, forgetGone]);
  return { missing, lost, generation };
}

function lookAt(element: HTMLElement | null, expected: readonly string[], hasInset: boolean) {
  const grounds = [...(element?.querySelectorAll<HTMLElement>('.map-ground') ?? [])].map(readDrawn);
  const [main, inset] = grounds;
  const layers = main?.layers ?? [];
  const absent = expected.filter((layer) => !layers.includes(layer));
  if (hasInset && !inset?.layers.includes('incidents') && !absent.includes('incidents')) absent.push('incidents');
  const settled = grounds.length === (hasInset ? 2 : 1) && grounds.every((ground) => ground.settled);
  return { absent, settled };
}

function readDrawn(ground: HTMLElement) {
  ground.dispatchEvent(new Event(ASK_REPORT));
  const { drawnLayers, mapSettled } = ground.dataset;
  return { layers: drawnLayers?.split(' ') ?? [], settled: mapSettled === 'true' };
}

/** Heard where every canvas of the page passes: events of a canvas do not bubble. */
function useContextLost(ref: RefObject<HTMLElement | null>): { lost: boolean; forgetGone: () => void } {
  const [lost, setLost] = useState(false);
  const [canvases] = useState(() => new Set<EventTarget>());
  /** A canvas that was taken away meanwhile, with its map, will not come back: it says nothing any more. */
  const forgetGone = useCallback(() => {
    for (const canvas of canvases) if (!(canvas as Node).isConnected) canvases.delete(canvas);
    setLost(canvases.size > 0);
  }, [canvases]);
  useEffect(() => {
    const isOurs = (event: Event) => event.target instanceof Node && (ref.current?.contains(event.target) ?? false);
    const onLost = (event: Event) => {
      if (!isOurs(event) || !event.target) return;
      canvases.add(event.target);
      setLost(true);
    };
    const onRestored = (event: Event) => {
      if (event.target) canvases.delete(event.target);
      forgetGone();
    };
    document.addEventListener('webglcontextlost', onLost, true);
    document.addEventListener('webglcontextrestored', onRestored, true);
    return () => {
      document.removeEventListener('webglcontextlost', onLost, true);
      document.removeEventListener('webglcontextrestored', onRestored, true);
    };
  }, [ref, canvases, forgetGone]);
  return { lost, forgetGone };
}
