import { beforeAll, describe, expect, it } from 'vitest';
import type { Area, Position } from '../../geodata/space/geometry.ts';
import { areaM2, inArea } from '../../geodata/space/measure.ts';
import { partition, type Partition, type PartitionInput } from '../../geodata/partition/partition.ts';
import { allot } from '../../geodata/partition/allot.ts';
import { assignCells } from '../../geodata/partition/assign.ts';
import { randomFrom } from '../../geodata/partition/random.ts';

const box = (west: number, south: number, east: number, north: number): Area => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

// Two counties whose surveys disagree along their border (an overlap and a gap of some hundred metres), a lake over both with an island.
const WEST: Area = {
  type: 'Polygon',
  coordinates: [
    [
      [120, 31],
      [120.2, 31],
      [120.203, 31.1],
      [120.198, 31.2],
      [120, 31.2],
      [120, 31],
    ],
  ],
};
const EAST: Area = box(120.2, 31, 120.4, 31.2);
const LAKE: Area = {
  type: 'Polygon',
  coordinates: [
    [
      [120.15, 31.05],
      [120.28, 31.04],
      [120.27, 31.12],
      [120.16, 31.13],
      [120.15, 31.05],
    ],
    [
      [120.22, 31.07],
      [120.22, 31.1],
      [120.25, 31.1],
      [120.25, 31.07],
      [120.22, 31.07],
    ],
  ],
};
const towns: { path: string; seat: Position }[] = [
  { path: '320201001', seat: [120.05, 31.05] },
  { path: '320201101', seat: [120.1, 31.16] },
  { path: '320202001', seat: [120.35, 31.1] },
];
const input = (grids: number, seed = 7): PartitionInput => ({
  counties: [
    { path: '320201', area: WEST, weight: 3 },
    { path: '320202', area: EAST, weight: 1 },
  ],
  waters: [LAKE],
  towns,
  villages: towns.flatMap(({ path }) =>
    [1, 2, 3, 4].map((village) => ({
      path: `${path}${String(village).padStart(3, '0')}`,
      name: `${path.slice(-3)}第${village}社区居委会`,
    })),
  ),
  grids,
  seed,
});

const shells = (area: Area) => (area.type === 'Polygon' ? [area.coordinates] : area.coordinates);
const edgesOf = (area: Area) =>
  shells(area)
    .flat()
    .flatMap((ring) => ring.slice(1).map((to, index) => [ring[index]!, to] as const));
const total = (areas: Area[]) => areas.reduce((sum, area) => sum + areaM2(area), 0);

describe.each([60, 1500])('a partition into %i grids', (grids) => {
  let drawn: Partition;
  beforeAll(() => {
    drawn = partition(input(grids));
  }, 60_000);

  it('has as many grids as asked for, each with a code of its own', () => {
    expect(drawn.grids).toHaveLength(grids);
    expect(new Set(drawn.grids.map(({ code }) => code)).size).toBe(grids);
    expect(drawn.grids.every(({ code, villagePath }) => /^\d{15}$/.test(code) && code.startsWith(villagePath))).toBe(
      true,
    );
  });

  it('gives every inner edge to exactly two grids, once in each direction: no gap, no overlap', () => {
    const seen = new Map<string, number>();
    for (const { area } of drawn.grids)
      for (const [a, b] of edgesOf(area)) seen.set(`${a} ${b}`, (seen.get(`${a} ${b}`) ?? 0) + 1);
    expect([...seen.values()].every((times) => times === 1)).toBe(true);
    const open = [...seen.keys()].filter((key) => !seen.has(key.split(' ').reverse().join(' ')));
    const outline = new Set(edgesOf(drawn.areas.get('3202')!).map(([a, b]) => `${a} ${b}`));
    expect(open.every((key) => outline.has(key))).toBe(true);
    expect(open).toHaveLength(outline.size);
  });

  it('tiles counties, towns and villages within a square metre', () => {
    for (const [path, area] of drawn.areas) {
      const parts = drawn.grids.filter(({ code }) => code.startsWith(path)).map((grid) => grid.area);
      expect(Math.abs(total(parts) - areaM2(area))).toBeLessThan(1);
    }
  });

  it('leaves no hole between the two surveys of the border', () => {
    const city = drawn.areas.get('3202')!;
    expect(shells(city)).toHaveLength(1);
    expect(shells(city)[0]).toHaveLength(1);
  });

  it('keeps land and water apart: the grids of water make up the lake', () => {
    const wet = drawn.grids.filter(({ water }) => water);
    const lake = areaM2(LAKE);
    expect(Math.abs(total(wet.map(({ area }) => area)) - lake) / lake).toBeLessThan(0.001);
    expect(wet.every(({ name }) => name.includes('水域'))).toBe(true);
  });

  it('puts each town around its seat and gives each village land', () => {
    for (const { path, seat } of towns) expect(inArea(seat, drawn.areas.get(path)!)).toBe(true);
    for (const { path } of input(grids).villages)
      expect(drawn.grids.some((grid) => grid.villagePath === path && !grid.water)).toBe(true);
  });

  it('keeps seven decimals', () => {
    const numbers = drawn.grids.flatMap(({ area }) => edgesOf(area).flat(2));
    expect(numbers.every((degrees) => Math.round(degrees * 1e7) / 1e7 === degrees)).toBe(true);
  });
});

it('draws the same for the same seed and something else for another', () => {
  expect(partition(input(60))).toEqual(partition(input(60)));
  expect(partition(input(60, 8)).grids[0]!.area).not.toEqual(partition(input(60)).grids[0]!.area);
});

it('refuses fewer grids than there are villages', () => {
  expect(() => partition(input(10))).toThrow(RangeError);
});

it('allots by largest remainders and keeps floors (by hand: 10 over 5:3:1 with floors 1,1,2)', () => {
  // The third keeps 2; 8 are left for 5:3 = 5 and 3.
  expect(allot(10, [5, 3, 1], [1, 1, 2])).toEqual([5, 3, 2]);
  expect(allot(7, [1, 1, 1], [0, 0, 0])).toEqual([3, 2, 2]);
  expect(() => allot(1, [1, 1], [1, 1])).toThrow(RangeError);
});

it('halves a row of cells between two parts by weight (by hand)', () => {
  const row = [0, 1, 2, 3, 4, 5].map((x) => ({ x, y: 0 }));
  const owner = assignCells(row, [
    { atLeast: 1, weight: 2 },
    { atLeast: 1, weight: 1 },
  ]);
  expect(owner).toEqual([0, 0, 0, 0, 1, 1]);
});

it('draws the same numbers for the same seed and words', () => {
  const random = randomFrom(1, 'a');
  const again = randomFrom(1, 'a');
  const numbers = Array.from({ length: 5 }, () => random.next());
  expect(Array.from({ length: 5 }, () => again.next())).toEqual(numbers);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(randomFrom(1, 'b').next()).not.toBe(numbers[0]);
});
