// Where incidents crowd on the map, so that a close-up may show each of them. Pure.
import type { Box, Position } from '../../../geodata/space/geometry.ts';
import { worldPx, type Pin } from '../../map/declutter.ts';
import type { ScreenPoint } from '../../map/picking.ts';

export interface Frame {
  readonly width: number;
  readonly height: number;
}

export interface Crowd {
  /** Middle of the frame, degrees. */
  readonly centre: Position;
  /** The frame, degrees: west, south, east, north. */
  readonly box: Box;
  /** Ids of all that lie in it. */
  readonly ids: ReadonlySet<string>;
}

/** Fewer than this need no close-up: their pins come together in a group, with its number. */
const LEAST = 5;
/** Another frame has to show this much more before the picture moves there. */
const MOVE_FOR = 1.3;

/**
 * The frame that holds the most pins which overlap another one.
 *
 * @param zoom       of the map that the frame lies on, as MapLibre counts it
 * @param frame      CSS pixels on that map
 * @param spacingPx  pins nearer than this overlap, CSS pixels > 0
 * @param before     the frame shown now: it stays unless another is clearly better, so that the picture keeps still
 * @returns          undefined where fewer than five overlap
 *
 * Candidates are the frames around every crowded pin, each moved to the middle of what it holds. Cost: O(n²), n open incidents.
 */
export function findCrowd(
  pins: readonly Pin[],
  zoom: number,
  frame: Frame,
  spacingPx: number,
  before?: Position,
): Crowd | undefined {
  const places = pins.map((pin) => ({ id: pin.id, at: worldPx(pin.point, zoom) }));
  const crowded = places.filter((one) => places.some((other) => other !== one && far(one.at, other.at) < spacingPx));
  const within = (middle: ScreenPoint) => crowded.filter(({ at }) => isIn(at, middle, frame));
  const candidates = crowded.map(({ at }) => middleOf(within(at).map((one) => one.at)));
  const best = candidates.reduce<ScreenPoint | undefined>(
    (chosen, middle) => (chosen && within(chosen).length >= within(middle).length ? chosen : middle),
    undefined,
  );
  if (!best || within(best).length < LEAST) return undefined;
  const kept = before && worldPx(before, zoom);
  const stays = kept && within(kept).length >= LEAST && within(best).length < within(kept).length * MOVE_FOR;
  const middle = stays ? kept : best;
  return {
    centre: placeOf(middle, zoom),
    box: boxOf(middle, frame, zoom),
    ids: new Set(places.filter(({ at }) => isIn(at, middle, frame)).map(({ id }) => id)),
  };
}

const far = (a: ScreenPoint, b: ScreenPoint) => Math.hypot(a.x - b.x, a.y - b.y);

/** A pin at the very edge would be cut: it counts as outside. */
const EDGE = 0.94;
const isIn = (at: ScreenPoint, middle: ScreenPoint, { width, height }: Frame) =>
  Math.abs(at.x - middle.x) <= (width / 2) * EDGE && Math.abs(at.y - middle.y) <= (height / 2) * EDGE;

function middleOf(points: readonly ScreenPoint[]): ScreenPoint {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (Math.min(...ys) + Math.max(...ys)) / 2 };
}

function boxOf({ x, y }: ScreenPoint, { width, height }: Frame, zoom: number): Box {
  const [west, north] = placeOf({ x: x - width / 2, y: y - height / 2 }, zoom);
  const [east, south] = placeOf({ x: x + width / 2, y: y + height / 2 }, zoom);
  return [west, south, east, north];
}

/** The inverse of `worldPx`: degrees of a place in a world of 512 px at zoom 0. */
function placeOf({ x, y }: ScreenPoint, zoom: number): Position {
  const size = 512 * 2 ** zoom;
  const mercator = Math.PI * (1 - (2 * y) / size);
  return [(x / size) * 360 - 180, (Math.atan(Math.sinh(mercator)) * 180) / Math.PI];
}
