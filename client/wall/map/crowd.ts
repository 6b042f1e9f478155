// Where incidents crowd on the map, so that a close-up may show each of them. Pure.
import type { Box, Position } from '../../../geodata/space/geometry.ts';
import { declutter, worldPx, type Pin } from '../../map/declutter.ts';
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

/** Fewer hidden ones than this need no close-up: the numbers beside their groups say enough. */
const LEAST = 3;
/** Another frame has to show this much more before the picture moves there. */
const MOVE_FOR = 1.3;

/**
 * The frame that holds the most pins which are hidden in a group.
 *
 * @param zoom       of the map that the frame lies on, as MapLibre counts it
 * @param frame      CSS pixels on that map
 * @param spacingPx  pins nearer than this overlap, CSS pixels > 0
 * @param before     the frame shown now: it stays unless another is clearly better, so that the picture keeps still
 * @returns          undefined where fewer than three are hidden
 *
 * Candidates are the frames around every group, each moved to the middle of the groups that it holds. Cost: O(groups · n).
 */
export function findCrowd(
  pins: readonly Pin[],
  zoom: number,
  frame: Frame,
  spacingPx: number,
  before?: Position,
): Crowd | undefined {
  const groups = declutter(pins, zoom, spacingPx).filter(({ members }) => members.length > 1);
  const crowded = groups.map(({ lead, members }) => ({ at: worldPx(lead.point, zoom), hidden: members.length - 1 }));
  const within = (middle: ScreenPoint) => crowded.filter(({ at }) => isIn(at, middle, frame));
  const hiddenIn = (middle: ScreenPoint) => within(middle).reduce((sum, { hidden }) => sum + hidden, 0);
  const candidates = crowded.map(({ at }) => middleOf(within(at).map((one) => one.at)));
  const best = candidates.reduce<ScreenPoint | undefined>(
    (chosen, middle) => (chosen && hiddenIn(chosen) >= hiddenIn(middle) ? chosen : middle),
    undefined,
  );
  if (!best || hiddenIn(best) < LEAST) return undefined;
  const kept = before && worldPx(before, zoom);
  const stays = kept && hiddenIn(kept) >= LEAST && hiddenIn(best) < hiddenIn(kept) * MOVE_FOR;
  const middle = stays ? kept : best;
  return {
    centre: placeOf(middle, zoom),
    box: boxOf(middle, frame, zoom),
    ids: new Set(pins.filter(({ point }) => isIn(worldPx(point, zoom), middle, frame)).map(({ id }) => id)),
  };
}

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
