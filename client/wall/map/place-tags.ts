// Where tags stand beside their pins so that none covers another. Pure.
import type { ScreenPoint } from '../../map/picking.ts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TagPlace {
  readonly id: string;
  /** Upper left corner beside the pin, CSS pixels from the pin's place. */
  readonly dx: number;
  readonly dy: number;
}

interface Room {
  readonly width: number;
  readonly height: number;
  /** Tag, CSS pixels. */
  readonly tag: { readonly width: number; readonly height: number };
  /** Between a pin's middle and its tag. */
  readonly gap: number;
  /** Nothing may stand there: the close-up. */
  readonly avoid: readonly Rect[];
}

/**
 * Greedy: each takes the first of eight places that is free; one for which none is free gets no tag, its ring says enough.
 *
 * @param anchors  places of the pins on the screen, the most important first
 */
export function placeTags(anchors: readonly ({ readonly id: string } & ScreenPoint)[], room: Room): TagPlace[] {
  const taken: Rect[] = [...room.avoid];
  // A tag may cover no other ringed pin either.
  const rings = anchors.map(({ x, y }) => ({
    x: x - room.gap,
    y: y - room.gap,
    width: 2 * room.gap,
    height: 2 * room.gap,
  }));
  const placed: TagPlace[] = [];
  anchors.forEach(({ id, x, y }, index) => {
    const others = rings.filter((_, at) => at !== index);
    const offset = offsetsOf(room, x).find(([dx, dy]) => {
      const rect = { x: x + dx, y: y + dy, ...room.tag };
      return fits(rect, room) && ![...taken, ...others].some((other) => overlap(rect, other));
    });
    if (!offset) return;
    const [dx, dy] = offset;
    taken.push({ x: x + dx, y: y + dy, ...room.tag });
    placed.push({ id, dx, dy });
  });
  return placed;
}

/** Towards the nearer edge first, where the map is emptier; then the other side, above, beneath. */
function offsetsOf({ tag, gap, width }: Room, x: number): [number, number][] {
  const right = gap;
  const left = -gap - tag.width;
  const [near, other] = x < width / 2 ? [left, right] : [right, left];
  const middle = -tag.height / 2;
  return [
    [near, middle],
    [other, middle],
    [near, middle - tag.height * 0.7],
    [near, middle + tag.height * 0.7],
    [other, middle - tag.height * 0.7],
    [other, middle + tag.height * 0.7],
    [-tag.width / 2, -gap - tag.height],
    [-tag.width / 2, gap],
  ];
}

const fits = ({ x, y, width, height }: Rect, room: Room) =>
  x >= 0 && y >= 0 && x + width <= room.width && y + height <= room.height;

const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
