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
  /** Other pins: a place that covers fewer of them is better. */
  readonly pins: readonly ScreenPoint[];
}

/**
 * Greedy: each takes that of eight places which is free and covers the fewest pins; one for which none is free gets no
 * tag, its badge says enough.
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
    const free = offsetsOf(room, x)
      .map(([dx, dy]) => ({ dx, dy, rect: { x: x + dx, y: y + dy, ...room.tag } }))
      .filter(({ rect }) => fits(rect, room) && ![...taken, ...others].some((other) => overlap(rect, other)));
    const covered = ({ rect }: { rect: Rect }) => room.pins.filter((pin) => holds(rect, pin)).length;
    const [first, ...more] = free;
    if (!first) return;
    const { dx, dy, rect } = more.reduce((best, one) => (covered(one) < covered(best) ? one : best), first);
    taken.push(rect);
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

/** A pin counts with its own size. */
const PIN = 36;
const holds = ({ x, y, width, height }: Rect, pin: ScreenPoint) =>
  pin.x > x - PIN && pin.x < x + width + PIN && pin.y > y - PIN && pin.y < y + height + PIN;

const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
