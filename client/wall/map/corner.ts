// In which corner of the map the close-up opens: where it covers the least. Pure.
import type { ScreenPoint } from '../../map/picking.ts';
import type { Rect } from './place-tags.ts';

export const CORNERS = ['bottom-right', 'bottom-left', 'top-left', 'top-right'] as const;
export type Corner = (typeof CORNERS)[number];

interface Room {
  readonly width: number;
  readonly height: number;
  /** The close-up, CSS pixels, and its distance from the edges. */
  readonly inset: { readonly width: number; readonly height: number };
  readonly margin: number;
}

export function rectOf(corner: Corner, { width, height, inset, margin }: Room): Rect {
  return {
    x: corner.endsWith('left') ? margin : width - margin - inset.width,
    y: corner.startsWith('top') ? margin : height - margin - inset.height,
    ...inset,
  };
}

/** As bad as covering this many pins: the frame it enlarges must be seen. */
const FRAME_WEIGHT = 100;

/** The corner that covers the fewest pins and never its own frame; the one before wins unless another is better by two. */
export function freeCorner(pins: readonly ScreenPoint[], frame: Rect, room: Room, before?: Corner): Corner {
  const cost = (corner: Corner) => {
    const rect = rectOf(corner, room);
    const covered = pins.filter(
      ({ x, y }) => x > rect.x && x < rect.x + rect.width && y > rect.y && y < rect.y + rect.height,
    );
    const hides =
      rect.x < frame.x + frame.width &&
      frame.x < rect.x + rect.width &&
      rect.y < frame.y + frame.height &&
      frame.y < rect.y + rect.height;
    return covered.length + (hides ? FRAME_WEIGHT : 0);
  };
  const best = CORNERS.reduce((chosen, corner) => (cost(corner) < cost(chosen) ? corner : chosen));
  return before && cost(before) <= cost(best) + 1 ? before : best;
}
