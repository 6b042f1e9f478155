// Records of a .shp as no program writes them (B6): what would hold the server up is refused before anything is made of it.
import { expect, it } from 'vitest';
import { shapesOf } from '../../../geodata/files/shapes.ts';
import { firstOf } from '../../../geodata/files/table.ts';

type Ring = [x: number, y: number][];

/** A polygon record (type 5) as the ESRI description of 1998 lays it out; `starts` where they are not those of the rings. */
function record(rings: Ring[], starts?: number[]): Buffer {
  const firsts = starts ?? rings.map((_, at) => rings.slice(0, at).reduce((sum, { length }) => sum + length, 0));
  const positions = rings.flat();
  const content = Buffer.alloc(44 + firsts.length * 4 + positions.length * 16);
  content.writeInt32LE(5, 0);
  content.writeInt32LE(firsts.length, 36);
  content.writeInt32LE(positions.length, 40);
  firsts.forEach((first, at) => content.writeInt32LE(first, 44 + at * 4));
  positions.flat().forEach((number, at) => content.writeDoubleLE(number, 44 + firsts.length * 4 + at * 8));
  const head = Buffer.alloc(8);
  head.writeInt32BE(1, 0);
  head.writeInt32BE(content.length / 2, 4);
  return Buffer.concat([head, content]);
}

async function read(...records: Buffer[]) {
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  async function* chunks() {
    yield Buffer.concat([header, ...records]);
  }
  return firstOf(shapesOf(chunks()), Infinity);
}

/** Clockwise: an outer ring. */
const outer = (x: number, y: number, side: number): Ring => [
  [x, y],
  [x, y + side],
  [x + side, y + side],
  [x + side, y],
  [x, y],
];
const hole = (x: number, y: number, side: number): Ring => outer(x, y, side).reverse();

it('gives each of many holes to the ring that holds it, whichever comes first', async () => {
  const places = Array.from({ length: 1000 }, (_, at): [number, number] => [(at % 40) * 10, Math.floor(at / 40) * 10]);
  const rings = [...places.map(([x, y]) => hole(x + 2, y + 2, 3)), ...places.map(([x, y]) => outer(x, y, 8)).reverse()];
  const [shape] = await read(record(rings));
  const polygons = shape!.geometry!.coordinates as Ring[][];
  expect(polygons).toHaveLength(1000);
  expect(polygons).toEqual(places.toReversed().map(([x, y]) => [outer(x, y, 8), hole(x + 2, y + 2, 3)]));
});

it('gives the pond of an island in a lake to the island', async () => {
  const [land, lake, island, pond] = [outer(0, 0, 100), hole(10, 10, 80), outer(20, 20, 40), hole(30, 30, 5)];
  const [shape] = await read(record([land, lake, island, pond]));
  expect(shape!.geometry).toEqual({
    type: 'MultiPolygon',
    coordinates: [
      [land, lake],
      [island, pond],
    ],
  });
});

const SQUARE = outer(0, 0, 1);
const circle = (corners: number): Ring => Array.from({ length: corners }, (_, at): [number, number] => [at, at % 7]);

it.each<[string, Buffer, string]>([
  ['more than 20,000 positions', record([circle(20_001)]), 'must not have more than 20000 positions'],
  ['rings of three', record([SQUARE, circle(3)]), 'a ring must have four positions or more'],
  ['parts that overlap', record([SQUARE, SQUARE], [0, 5, 0, 5, 0, 5]), 'its parts are out of order'],
  [
    'more parts than positions',
    record(
      [SQUARE],
      Array.from({ length: 9 }, () => 0),
    ),
    'its parts are out of order',
  ],
])('refuses a record with %s alone, and reads the next', async (_what, bad, detail) => {
  expect(await read(bad, record([SQUARE]))).toEqual([
    { geometry: null, heights: false, fault: { code: 'bad-geometry', detail } },
    { geometry: { type: 'Polygon', coordinates: [SQUARE] }, heights: false },
  ]);
});

it('does not believe a count that its record cannot hold', async () => {
  const lying = record([SQUARE]);
  lying.writeInt32LE(0x7fff_ffff, 8 + 40);
  await expect(read(lying)).rejects.toMatchObject({ name: 'FileError', code: 'broken-file' });
});
