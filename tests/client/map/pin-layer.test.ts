import { expect, it } from 'vitest';
import type { Pin } from '../../../client/map/declutter.ts';
import { pickPin, pinMarks, placePins } from '../../../client/map/pin-layer.ts';

const pin = (id: string, lon: number, level: Pin['level'] = 3): Pin => ({ id, point: [lon, 0], level, sinceMs: 0 });
const group = (...members: Pin[]) => ({ lead: members[0]!, members, shift: [0, 0] as const });

it('draws a group far away as its gravest badge with the number of all', () => {
  const placed = placePins([group(pin('a', 0, 1), pin('b', 0, 4), pin('c', 0, 4))], 12, 1);
  expect(placed).toMatchObject([{ pin: { id: 'a' }, offset: [0, 0], size: 26 }]);
  expect(pinMarks(placed, 1).map(({ icon }) => icon)).toEqual(['badge-1', 'count-3']);
});

it('says 99+ by one picture for whatever is more', () => {
  const many = Array.from({ length: 250 }, (_, no) => pin(`p${no}`, 0));
  expect(pinMarks(placePins([group(...many)], 12, 1), 1).map(({ icon }) => icon)).toEqual(['badge-3', 'count-100']);
});

it('shows every member close up, the lead at its place and on top', () => {
  const placed = placePins([group(pin('a', 0, 1), pin('b', 0.0001, 4))], 16, 1);
  expect(placed.map(({ pin: { id }, members }) => [id, members.length])).toEqual([
    ['b', 1],
    ['a', 1],
  ]);
  expect(placed.at(-1)?.offset).toEqual([0, 0]);
  expect(Math.hypot(...(placed[0]!.offset as [number, number]))).toBeCloseTo(26);
});

it('draws an unknown level as its own badge', () => {
  expect(pinMarks(placePins([group(pin('u', 0, null))], 12, 1), 1).map(({ icon }) => icon)).toEqual(['badge-0']);
});

it('keeps the selected pin alone on top, and lets the others stand where they were moved', () => {
  const moved = { ...group(pin('under', 0, 1)), shift: [-68, 0] as const };
  const placed = placePins([moved, group(pin('far', 90, 2))], 12, 2, pin('chosen', 0, 4));
  expect(placed.at(-1)).toMatchObject({ pin: { id: 'chosen' }, offset: [0, 0], size: 52 });
  expect(placed[0]).toMatchObject({ pin: { id: 'under' }, offset: [-68, 0] });
  expect(placed[1]).toMatchObject({ pin: { id: 'far' }, offset: [0, 0] });
});

it('finds the badge under a place, the topmost first, where it is drawn and not where it belongs', () => {
  const project = ([lon]: readonly [number, number]) => ({ x: lon * 100, y: 0 });
  const low = { pin: pin('low', 0), members: [], offset: [0, 0] as const, size: 20 };
  const high = { pin: pin('high', 0), members: [], offset: [30, 0] as const, size: 20 };
  expect(pickPin([low, high], project, { x: 30, y: 0 })?.pin.id).toBe('high');
  expect(pickPin([low, high], project, { x: 0, y: 0 })?.pin.id).toBe('low');
  expect(pickPin([low, { ...high, offset: [5, 0] }], project, { x: 4, y: 0 })?.pin.id).toBe('high');
  expect(pickPin([low, high], project, { x: 0, y: 40 })).toBeUndefined();
});
