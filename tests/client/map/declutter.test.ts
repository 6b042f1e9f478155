import fc from 'fast-check';
import { expect, it } from 'vitest';
import { declutter, fanOffset, worldPx, type Pin } from '../../../client/map/declutter.ts';

const pin = (id: string, lon: number, lat: number, level: Pin['level'], sinceMs = 0): Pin => ({
  id,
  point: [lon, lat],
  level,
  sinceMs,
});

// At zoom 0 the world is 512 px wide: one degree of longitude is 512 / 360 = 1.4222 px.
const DEGREE_PX = 512 / 360;

it('measures the world as Web Mercator does: the middle at 256, the corner of the projection at 0', () => {
  expect(worldPx([0, 0], 0)).toEqual({ x: 256, y: 256 });
  expect(worldPx([-180, 85.0511287798066], 0).x).toBe(0);
  expect(worldPx([-180, 85.0511287798066], 0).y).toBeCloseTo(0, 6);
  expect(worldPx([90, 0], 2).x).toBe(1536);
});

it('brings together what is nearer than the spacing, and nothing else', () => {
  const pins = [pin('a', 0, 0, 2), pin('b', 10, 0, 3), pin('c', 20, 0, 4)]; // 14.2 px apart
  expect(declutter(pins, 0, 10 * DEGREE_PX - 0.1).map(({ members }) => members.length)).toEqual([1, 1, 1]);
  const groups = declutter(pins, 0, 10 * DEGREE_PX + 0.1);
  expect(groups.map(({ members }) => members.map(({ id }) => id))).toEqual([['c'], ['a', 'b']]);
});

it('lets the gravest lead, then the one that waits longest, and draws it last', () => {
  const pins = [
    pin('new-orange', 0, 0, 2, 200),
    pin('red', 0.1, 0, 1, 300),
    pin('old-orange', 0.2, 0, 2, 100),
    pin('far', 90, 0, 4),
  ];
  const groups = declutter(pins, 0, 10);
  expect(groups.at(-1)?.members.map(({ id }) => id)).toEqual(['red', 'old-orange', 'new-orange']);
});

it('never hides an unknown level beneath a known one', () => {
  const groups = declutter([pin('known', 0, 0, 1), pin('unknown', 0, 0, null)], 0, 26);
  expect(groups.map(({ lead }) => lead.id).sort()).toEqual(['known', 'unknown']);
});

it('moves what the selected pin would cover to the edge of its room, and groups it there', () => {
  const clear = { point: [0, 0] as [number, number], radiusPx: 34 };
  const pins = [pin('same-place', 0, 0, 4), pin('east', 10, 0, 3), pin('outside', 60, 0, 2)]; // 0, 14.2 and 85.3 px away
  const [same, east, outside] = declutter(pins, 0, 20, clear);
  expect(same).toMatchObject({ lead: { id: 'same-place' }, shift: [-34, 0] });
  expect(east?.shift[0]).toBeCloseTo(34 - 10 * DEGREE_PX);
  expect(outside?.shift).toEqual([0, 0]);
  const there = pin('already-there', -34 / DEGREE_PX, 0, 1);
  expect(
    declutter([...pins, there], 0, 20, clear)
      .at(-1)
      ?.members.map(({ id }) => id),
  ).toEqual(['already-there', 'same-place']);
});

const anyPin = fc.record({
  id: fc.uuid(),
  point: fc.tuple(fc.double({ min: 119.5, max: 120.6, noNaN: true }), fc.double({ min: 31.1, max: 32, noNaN: true })),
  level: fc.constantFrom(1, 2, 3, 4, null) as fc.Arbitrary<Pin['level']>,
  sinceMs: fc.integer({ min: 0, max: 3 }),
});

it('counts every pin once, keeps leads apart, and does not depend on the order', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyPin, { selector: ({ id }) => id, maxLength: 60 }),
      fc.double({ min: 8, max: 12, noNaN: true }),
      (pins, zoom) => {
        const groups = declutter(pins, zoom, 26);
        const counted = groups.flatMap(({ members }) => members.map(({ id }) => id));
        expect(counted.toSorted()).toEqual(pins.map(({ id }) => id).toSorted());
        for (const known of [true, false]) {
          const leads = groups.flatMap(({ lead }) =>
            (lead.level !== null) === known ? [worldPx(lead.point, zoom)] : [],
          );
          leads.forEach((a, i) =>
            leads.slice(i + 1).forEach((b) => expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(26)),
          );
        }
        expect(declutter([...pins].reverse(), zoom, 26)).toEqual(groups);
      },
    ),
  );
});

it('refuses a spacing that means nothing', () => {
  expect(() => declutter([], 10, 0)).toThrow(RangeError);
  expect(() => declutter([], 10, Number.NaN)).toThrow(RangeError);
});

it('fans six around the first and twelve around those, one step apart', () => {
  expect(fanOffset(0, 26)).toEqual([0, 0]);
  const places = Array.from({ length: 19 }, (_, index) => fanOffset(index, 26));
  expect(places.slice(1, 7).map(([x, y]) => Math.round(Math.hypot(x, y)))).toEqual([26, 26, 26, 26, 26, 26]);
  expect(places.slice(7).map(([x, y]) => Math.round(Math.hypot(x, y)))).toEqual(Array<number>(12).fill(52));
  const nearest = Math.min(
    ...places.flatMap((a, i) => places.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1]))),
  );
  expect(nearest).toBeGreaterThan(25.9);
});
