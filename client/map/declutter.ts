// Crowded pins come together in groups, so that each is counted once and the gravest is always seen.
import type { Level } from '#contract/platform';
import type { Position } from '../../geodata/space/geometry.ts';
import { rankOf } from './badge.ts';

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
 * @returns          groups, gravest and longest waiting last, so that they are drawn on top
 *
 * Leads are taken greedily by level, then by waiting time. Known and unknown levels never share a group: an unknown
 * must keep its own place. Panning changes nothing, as positions are measured in the world and not on the screen.
 * Cost: O(n log n) for the order, then O(n) through a grid of buckets.
 */
export function declutter<P extends Pin>(pins: readonly P[], zoom: number, spacingPx: number): PinGroup<P>[] {
  if (!(spacingPx > 0)) throw new RangeError('declutter needs a spacing above 0 px');
  const buckets = new Map<string, { lead: P; x: number; y: number; members: P[] }[]>();
  const groups: { lead: P; members: P[] }[] = [];
  for (const pin of [...pins].sort(byUrgency)) {
    const { x, y } = worldPx(pin.point, zoom);
    const column = Math.floor(x / spacingPx);
    const row = Math.floor(y / spacingPx);
    const near = nearest(buckets, column, row, x, y, spacingPx, pin.level === null);
    if (near) {
      near.members.push(pin);
      continue;
    }
    const group = { lead: pin, x, y, members: [pin] };
    const key = `${column}/${row}`;
    buckets.set(key, [...(buckets.get(key) ?? []), group]);
    groups.push(group);
  }
  return groups.map(({ lead, members }) => ({ lead, members })).reverse();
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
export function worldPx([lon, lat]: Position, zoom: number): { x: number; y: number } {
  const size = WORLD_PX * 2 ** zoom;
  const sine = Math.sin((lat * Math.PI) / 180);
  return { x: ((lon + 180) / 360) * size, y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size };
}

type Buckets<P extends Pin> = ReadonlyMap<string, { lead: P; x: number; y: number; members: P[] }[]>;

function nearest<P extends Pin>(
  buckets: Buckets<P>,
  column: number,
  row: number,
  x: number,
  y: number,
  reach: number,
  unknown: boolean,
) {
  let best: { lead: P; x: number; y: number; members: P[] } | undefined;
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
