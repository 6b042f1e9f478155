// Crowded pins come together in groups, so that each is counted once and the gravest is always seen.
import type { Level } from '#contract/platform';
import type { Position } from '../../geodata/space/geometry.ts';
import { rankOf } from './badge.ts';
import type { ScreenPoint } from './picking.ts';

export interface Pin {
  readonly id: string;
  /** Degrees. */
  readonly point: Position;
  readonly level: Level;
  /** Since when, ms since 1970: of two equals the one that waits longer leads. */
  readonly sinceMs: number;
}

/** Pins that are drawn as one. */
export interface PinGroup<P extends Pin = Pin> {
  /** The gravest; the group stands where it is. */
  readonly lead: P;
  /** All of them, the lead first. */
  readonly members: readonly P[];
  /** How far the lead stands from its own place to leave room for the selected pin, CSS pixels, y downwards. */
  readonly shift: readonly [number, number];
}

/** The selected pin: it keeps its place, and others keep this far from it. */
export interface KeptClear {
  readonly point: Position;
  /** CSS pixels > 0. */
  readonly radiusPx: number;
}

/** From this zoom on the members of a group are drawn side by side: they stand within some 30 m of one another. */
export const FAN_ZOOM = 16;

/** Side of the world in CSS pixels at zoom 0, as MapLibre counts it. */
const WORLD_PX = 512;

/**
 * Groups pins that would overlap at a zoom.
 *
 * @param pins       in any order; the answer does not depend on it
 * @param zoom       as MapLibre counts it; need not be whole
 * @param spacingPx  pins nearer than this to a lead join it, CSS pixels > 0
 * @param clear      where the selected pin stands, if any: pins within its radius are moved to the edge of it first
 * @returns          groups, gravest and longest waiting last, so that they are drawn on top
 *
 * Leads are taken greedily by level, then by waiting time. Known and unknown levels never share a group: an unknown
 * must keep its own place. Panning changes nothing, as positions are measured in the world and not on the screen.
 * Cost: O(n log n) for the order, then O(n) through a grid of buckets.
 */
export function declutter<P extends Pin>(
  pins: readonly P[],
  zoom: number,
  spacingPx: number,
  clear?: KeptClear,
): PinGroup<P>[] {
  if (!(spacingPx > 0)) throw new RangeError('declutter needs a spacing above 0 px');
  const buckets = new Map<string, Seated<P>[]>();
  const groups: Seated<P>[] = [];
  for (const pin of [...pins].sort(byUrgency)) {
    const own = worldPx(pin.point, zoom);
    const shift = clear ? shiftFrom(worldPx(clear.point, zoom), own, clear.radiusPx) : NO_SHIFT;
    const [x, y] = [own.x + shift[0], own.y + shift[1]];
    const column = Math.floor(x / spacingPx);
    const row = Math.floor(y / spacingPx);
    const near = nearest(buckets, column, row, x, y, spacingPx, pin.level === null);
    if (near) {
      near.members.push(pin);
      continue;
    }
    const group = { lead: pin, members: [pin], shift, x, y };
    const key = `${column}/${row}`;
    buckets.set(key, [...(buckets.get(key) ?? []), group]);
    groups.push(group);
  }
  return groups.map(({ lead, members, shift }) => ({ lead, members, shift })).reverse();
}

const NO_SHIFT = [0, 0] as const;

/** Straight away from the selected pin to the edge of its room; to the left, where no tag is, if both are at one place. */
function shiftFrom(selected: ScreenPoint, own: ScreenPoint, radiusPx: number): readonly [number, number] {
  const [dx, dy] = [own.x - selected.x, own.y - selected.y];
  const distance = Math.hypot(dx, dy);
  if (distance >= radiusPx) return NO_SHIFT;
  if (distance < 0.5) return [-radiusPx, 0];
  return [(dx / distance) * radiusPx - dx, (dy / distance) * radiusPx - dy];
}

/** Gravest first, then longest waiting; ids break ties so that two screens agree. */
export function byUrgency(a: Pin, b: Pin): number {
  return rankOf(a.level) - rankOf(b.level) || a.sinceMs - b.sinceMs || (a.id < b.id ? -1 : 1);
}

/**
 * Where the k-th member of a fanned group stands, CSS pixels from the lead, y downwards.
 * The lead keeps its place, six stand around it, twelve around those: a hexagonal spiral with equal steps.
 */
export function fanOffset(index: number, stepPx: number): [number, number] {
  if (index === 0) return [0, 0];
  let ring = 1;
  let before = 1;
  while (index >= before + 6 * ring) {
    before += 6 * ring;
    ring += 1;
  }
  const angle = ((index - before) / (6 * ring)) * 2 * Math.PI - Math.PI / 2;
  return [ring * stepPx * Math.cos(angle), ring * stepPx * Math.sin(angle)];
}

/** Web Mercator, CSS pixels from the north-west corner of the world. */
export function worldPx([lon, lat]: Position, zoom: number): ScreenPoint {
  const size = WORLD_PX * 2 ** zoom;
  const sine = Math.sin((lat * Math.PI) / 180);
  return { x: ((lon + 180) / 360) * size, y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size };
}

interface Seated<P extends Pin> {
  readonly lead: P;
  readonly members: P[];
  readonly shift: readonly [number, number];
  /** World pixels. */
  readonly x: number;
  readonly y: number;
}

function nearest<P extends Pin>(
  buckets: ReadonlyMap<string, Seated<P>[]>,
  column: number,
  row: number,
  x: number,
  y: number,
  reach: number,
  unknown: boolean,
): Seated<P> | undefined {
  let best: Seated<P> | undefined;
  let bestPx = reach;
  for (let c = column - 1; c <= column + 1; c += 1) {
    for (let r = row - 1; r <= row + 1; r += 1) {
      for (const group of buckets.get(`${c}/${r}`) ?? []) {
        const px = Math.hypot(group.x - x, group.y - y);
        if (px < bestPx && (group.lead.level === null) === unknown) [best, bestPx] = [group, px];
      }
    }
  }
  return best;
}
