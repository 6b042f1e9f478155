// Mouse, touch and keyboard on the map: what is pointed at, what is chosen, and where something is asked.
import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl';
import type { Position } from '../../geodata/space/geometry.ts';
import type { Drawing } from './map-context.tsx';
import { pickTopmost, type Picked, type PickSource, type ScreenPoint } from './picking.ts';

/** A finger that rests this long asks what is here. Milliseconds. */
const LONG_PRESS_MS = 600;
/** A finger that moves further than this pans, CSS pixels. */
const FINGER_SLACK_PX = 10;

export interface PointerActions {
  onHover(picked: Picked | undefined, at: ScreenPoint): void;
  /** Undefined where nothing lies there. */
  onChoose(picked: Picked | undefined, point: Position): void;
  onAsk(point: Position): void;
  /** Whoever takes every point for itself now. */
  drawing(): Drawing | undefined;
  /** Where the keyboard points: the middle of the part that no furniture covers. */
  middle(): ScreenPoint;
}

/** Listens until the answer is called. */
export function followPointer(map: MapLibreMap, sources: ReadonlySet<PickSource>, actions: PointerActions): () => void {
  const abort = new AbortController();
  const canvas = map.getCanvas();
  const pointAt = (at: ScreenPoint): Position => {
    const { lng, lat } = map.unproject([at.x, at.y]);
    return [lng, lat];
  };
  let asked = false;
  const ask = (at: ScreenPoint) => {
    asked = true;
    actions.onAsk(pointAt(at));
  };

  const onMove = ({ point }: MapMouseEvent) => {
    if (map.isMoving()) return;
    const drawing = actions.drawing();
    if (drawing) {
      canvas.style.cursor = 'crosshair';
      actions.onHover(undefined, point);
      return drawing.onMove(pointAt(point));
    }
    const picked = pickTopmost(sources, point);
    // What says nothing of itself is ground: it can be chosen, but does not call for it.
    canvas.style.cursor = picked && picked.lines.length > 0 ? 'pointer' : '';
    actions.onHover(picked, point);
  };
  const onLeave = () => {
    actions.onHover(undefined, { x: 0, y: 0 });
    actions.drawing()?.onMove(undefined);
  };
  const onClick = ({ point }: MapMouseEvent) => {
    if (asked) return void (asked = false);
    const drawing = actions.drawing();
    if (drawing) return drawing.onPoint(pointAt(point));
    actions.onChoose(pickTopmost(sources, point), pointAt(point));
  };
  const onMenu = (event: MapMouseEvent) => {
    event.preventDefault();
    ask(event.point);
    asked = false;
  };
  const subscriptions = [
    map.on('mousemove', onMove),
    map.on('mouseout', onLeave),
    map.on('movestart', onLeave),
    map.on('click', onClick),
    map.on('contextmenu', onMenu),
  ];
  const endPress = followLongPress(map, ask);

  const onKey = (event: KeyboardEvent) => {
    const menu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (!menu && event.key !== 'Enter') return;
    event.preventDefault();
    const at = actions.middle();
    const drawing = actions.drawing();
    if (menu) actions.onAsk(pointAt(at));
    else if (drawing) drawing.onPoint(pointAt(at));
    else actions.onChoose(pickTopmost(sources, at), pointAt(at));
  };
  canvas.addEventListener('keydown', onKey, { signal: abort.signal });
  // The menu key also makes a contextmenu event of its own, at a place of the browser's choosing.
  canvas.addEventListener('contextmenu', (event) => event.preventDefault(), { signal: abort.signal });

  return () => {
    abort.abort();
    endPress();
    for (const subscription of subscriptions) subscription.unsubscribe();
  };
}

/** iOS makes no contextmenu event of a long press: time it here for every finger. */
function followLongPress(map: MapLibreMap, ask: (at: ScreenPoint) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: ScreenPoint | undefined;
  const stop = () => clearTimeout(timer);
  const onStart = ({ point, points }: MapTouchEvent) => {
    stop();
    if (points.length !== 1) return;
    from = point;
    timer = setTimeout(() => ask(point), LONG_PRESS_MS);
  };
  const onMove = ({ point }: MapTouchEvent) => {
    if (from && Math.hypot(point.x - from.x, point.y - from.y) > FINGER_SLACK_PX) stop();
  };
  const subscriptions = [
    map.on('touchstart', onStart),
    map.on('touchmove', onMove),
    map.on('touchend', stop),
    map.on('touchcancel', stop),
  ];
  return () => {
    stop();
    for (const subscription of subscriptions) subscription.unsubscribe();
  };
}
