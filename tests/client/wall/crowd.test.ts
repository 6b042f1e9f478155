import { expect, it } from 'vitest';
import type { Pin } from '../../../client/map/declutter.ts';
import { freeCorner } from '../../../client/wall/map/corner.ts';
import { findCrowd } from '../../../client/wall/map/crowd.ts';
import { placeTags } from '../../../client/wall/map/place-tags.ts';

/** At zoom 9.5 and 31.5° N a thousandth of a degree of longitude is about a pixel. */
const ZOOM = 9.5;
const FRAME = { width: 200, height: 150 };
const SPACING = 40;
const pin = (id: string, lon: number, lat = 31.5): Pin => ({ id, point: [lon, lat], level: 4, sinceMs: 0 });
const heap = (name: string, lon: number, count: number) =>
  Array.from({ length: count }, (_, index) => pin(`${name}${index}`, lon + index * 0.004));

it('finds where the most pins are hidden in groups, and holds all that lie in its frame', () => {
  const crowd = findCrowd([...heap('a', 120, 4), ...heap('b', 121, 6), pin('near', 121.07)], ZOOM, FRAME, SPACING);
  expect([...crowd!.ids].sort()).toEqual(['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'near']);
});

it('opens for no few', () => {
  expect(findCrowd([...heap('a', 120, 3), pin('b', 121)], ZOOM, FRAME, SPACING)).toBeUndefined();
  expect(findCrowd([], ZOOM, FRAME, SPACING)).toBeUndefined();
});

it('keeps still until another place is clearly more crowded', () => {
  const first = findCrowd(heap('a', 120, 6), ZOOM, FRAME, SPACING)!;
  const after = (count: number) =>
    findCrowd([...heap('a', 120, 6), ...heap('b', 121, count)], ZOOM, FRAME, SPACING, first.centre)!;
  expect(after(7).centre).toEqual(first.centre);
  expect(after(9).ids.has('b0')).toBe(true);
});

const room = { width: 1000, height: 600, inset: { width: 300, height: 200 }, margin: 10 };

it('opens the close-up in the corner that covers the least, never over its own frame, and lets it stay there', () => {
  const frame = { x: 400, y: 250, width: 100, height: 80 };
  expect(freeCorner([{ x: 900, y: 500 }], frame, room)).toBe('bottom-left');
  expect(freeCorner([], { x: 750, y: 450, width: 100, height: 80 }, room, 'bottom-right')).not.toBe('bottom-right');
  expect(freeCorner([{ x: 900, y: 500 }], frame, room, 'bottom-right')).toBe('bottom-right');
});

const tags = { width: 1000, height: 600, tag: { width: 200, height: 40 }, gap: 30, avoid: [], pins: [] };
const rect = ({ dx, dy }: { dx: number; dy: number }, x: number, y: number) => ({ x: x + dx, y: y + dy });

it('places tags beside their pins so that none covers another', () => {
  const anchors = [
    { id: 'a', x: 300, y: 300 },
    { id: 'b', x: 320, y: 310 },
  ];
  const [a, b] = placeTags(anchors, tags).map((place, index) => rect(place, anchors[index]!.x, anchors[index]!.y));
  const apart = Math.abs(a!.x - b!.x) >= 200 || Math.abs(a!.y - b!.y) >= 40;
  expect(apart).toBe(true);
});

it('prefers the place that covers no other pin, keeps out of what is covered, and gives up where nothing is free', () => {
  const anchor = { id: 'a', x: 300, y: 300 };
  expect(placeTags([anchor], tags)[0]).toEqual({ id: 'a', dx: -230, dy: -20 });
  expect(placeTags([anchor], { ...tags, pins: [{ x: 200, y: 300 }] })[0]).toEqual({ id: 'a', dx: 30, dy: -20 });
  expect(placeTags([anchor], { ...tags, avoid: [{ x: 0, y: 0, width: 1000, height: 600 }] })).toEqual([]);
});
