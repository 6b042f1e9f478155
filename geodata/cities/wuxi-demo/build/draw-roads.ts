// A road network that looks like a city and is none: main roads near where they run, streets drawn by chance around the town seats.
import { inArea } from '../../../space/measure.ts';
import type { Area, Position } from '../../../space/geometry.ts';
import { randomFrom, type Random } from '../../../partition/random.ts';

export interface Road {
  name: string | null;
  class: 1 | 2 | 3;
  line: Position[];
}
export interface KnownRoad extends Road {
  closed: boolean;
}
export interface Seat {
  path: string;
  at: Position;
}

/** Metres east and north of a middle point: streets are drawn in metres. Any transverse Mercator would do; sizes are what matters. */
const KX = 94_800;
const KY = 111_195;
const toMetres = ([lon, lat]: Position): Position => [lon * KX, lat * KY];
const toDegrees = ([x, y]: Position): Position => [round6(x / KX), round6(y / KY)];
const round6 = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

/** Metres between streets at the heart of a town; how often along a street a place is asked whether there is one. */
const BLOCK_M = 330;
const STEP_M = 110;
/** Pieces of a main road (some 700 m each) that a bridge may have. */
const BRIDGE_PIECES = 2;

/**
 * @param onLand  whether a place is in the city and dry
 * @returns       main roads, links between towns, streets; each line has two positions or more, six decimals
 */
export function drawRoads(
  known: readonly KnownRoad[],
  seats: readonly Seat[],
  onLand: (at: Position) => boolean,
  seed: number,
): Road[] {
  const mains = known.flatMap(({ name, class: roadClass, closed, line }) =>
    bridged(rounded(line, closed), onLand).map((part): Road => ({ name, class: roadClass, line: part })),
  );
  const links = linksBetween(seats).flatMap(([a, b]) => {
    const line = wavering(a, b, randomFrom(seed, 'link', a.path, b.path));
    return dryParts(line, onLand).map((part): Road => ({ name: null, class: 2, line: part }));
  });
  const streets = seats.flatMap((seat) => streetsAround(seat, seats, onLand, randomFrom(seed, 'streets', seat.path)));
  return [...mains, ...links, ...streets];
}

/** Catmull–Rom through the given places, eight pieces between two. */
function rounded(line: readonly Position[], closed: boolean): Position[] {
  const at = (index: number): Position =>
    closed ? line[(index + line.length) % line.length]! : line[Math.min(line.length - 1, Math.max(0, index))]!;
  const spans = closed ? line.length : line.length - 1;
  const smooth = Array.from({ length: spans * 8 + 1 }, (_, piece): Position => {
    const [span, t] = [Math.floor(piece / 8), (piece % 8) / 8];
    const blend = (axis: 0 | 1) => {
      const [a, b, c, d] = [at(span - 1)[axis], at(span)[axis], at(span + 1)[axis], at(span + 2)[axis]];
      return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
    };
    return [round6(blend(0)), round6(blend(1))];
  });
  return smooth;
}

/** Gabriel graph: two seats are linked where no third lies in the circle over them. */
function linksBetween(seats: readonly Seat[]): [Seat, Seat][] {
  const squared = (a: Seat, b: Seat) =>
    (toMetres(a.at)[0] - toMetres(b.at)[0]) ** 2 + (toMetres(a.at)[1] - toMetres(b.at)[1]) ** 2;
  return seats.flatMap((a, i) =>
    seats.slice(i + 1).flatMap((b): [Seat, Seat][] => {
      const free = seats.every((c) => c === a || c === b || squared(a, c) + squared(b, c) > squared(a, b));
      return free ? [[a, b]] : [];
    }),
  );
}

/** A line whose middles are pushed aside, ever less. */
function wavering(a: Seat, b: Seat, random: Random): Position[] {
  let line = [toMetres(a.at), toMetres(b.at)];
  for (let push = 0.12; push > 0.02; push *= 0.55) {
    line = line.flatMap((from, index) => {
      const to = line[index + 1];
      if (to === undefined) return [from];
      const aside = push * (random.next() * 2 - 1);
      return [
        from,
        [
          (from[0] + to[0]) / 2 - aside * (to[1] - from[1]),
          (from[1] + to[1]) / 2 + aside * (to[0] - from[0]),
        ] satisfies Position,
      ];
    });
  }
  return line.map(toDegrees);
}

/** The stretches on land. */
function dryParts(line: readonly Position[], onLand: (at: Position) => boolean): Position[][] {
  const parts: Position[][] = [[]];
  for (const at of line) {
    if (onLand(at)) parts.at(-1)!.push(at);
    else if (parts.at(-1)!.length > 0) parts.push([]);
  }
  return parts.filter((part) => part.length > 1);
}

/** Dry stretches with the bridges between them: water up to `BRIDGE_PIECES` pieces wide is crossed. */
function bridged(line: readonly Position[], onLand: (at: Position) => boolean): Position[][] {
  const parts: Position[][] = [[]];
  let wet: Position[] = [];
  for (const at of line) {
    if (!onLand(at)) wet.push(at);
    else {
      if (wet.length > BRIDGE_PIECES || parts.at(-1)!.length === 0) parts.push([]);
      else parts.at(-1)!.push(...wet);
      wet = [];
      parts.at(-1)!.push(at);
    }
  }
  return parts.filter((part) => part.length > 1);
}

/** A lattice turned by chance and bent a little, dense at the seat; each town has the streets that are nearer to it than to any other. */
function streetsAround(seat: Seat, seats: readonly Seat[], onLand: (at: Position) => boolean, random: Random): Road[] {
  const urban = seat.path[6] === '0';
  const reach = urban ? 3600 : 2300;
  const tilt = (random.next() - 0.5) * 0.5;
  const [cx, cy] = toMetres(seat.at);
  const near = seats.filter(
    (other) =>
      other !== seat && Math.abs(toMetres(other.at)[0] - cx) < 9000 && Math.abs(toMetres(other.at)[1] - cy) < 9000,
  );
  const bend = bender(random);
  const place = (u: number, v: number): Position => {
    const [x, y] = [u + bend(v / 900, 0), v + bend(u / 900, 1)];
    return [cx + x - tilt * y, cy + tilt * x + y];
  };
  const ours = (at: Position) => {
    const own = (at[0] - cx) ** 2 + (at[1] - cy) ** 2;
    return (
      near.every((other) => (toMetres(other.at)[0] - at[0]) ** 2 + (toMetres(other.at)[1] - at[1]) ** 2 >= own) &&
      onLand(toDegrees(at))
    );
  };
  const rows = Math.floor(reach / BLOCK_M);
  return [false, true].flatMap((across) =>
    Array.from({ length: 2 * rows + 1 }, (_, index) => index - rows).flatMap((row) => {
      const rank = row % 4 === 0 ? 1 : row % 2 === 0 ? 0.78 : 0.55;
      const offset = row * BLOCK_M + (random.next() - 0.5) * 90;
      const half = Math.sqrt(Math.max(0, reach ** 2 - offset ** 2)) * rank * (0.75 + 0.4 * random.next());
      return stretches(offset, half, across, rank === 1 ? 0.02 : 0.16, place, ours, random).map((line): Road => ({
        name: null,
        class: rank === 1 && (urban || row === 0) ? 2 : 1,
        line,
      }));
    }),
  );
}

/** One street of the lattice, broken where it would leave the town or by chance at a block. */
function stretches(
  offset: number,
  half: number,
  across: boolean,
  gap: number,
  place: (u: number, v: number) => Position,
  ours: (at: Position) => boolean,
  random: Random,
): Position[][] {
  const parts: Position[][] = [[]];
  let open = true;
  for (let along = -half, step = 0; along <= half; along += STEP_M, step++) {
    if (step % 3 === 0) open = random.next() >= gap;
    const at = across ? place(offset, along) : place(along, offset);
    if (open && ours(at)) parts.at(-1)!.push(toDegrees(at));
    else if (parts.at(-1)!.length > 0) parts.push([]);
  }
  return parts.filter((part) => part.length > 2).map(thinned);
}

/** Leaves out what lies within 6 m of the straight line between its neighbours. */
function thinned(line: Position[]): Position[] {
  return line.filter((at, index) => {
    const [before, after] = [line[index - 1], line[index + 1]];
    if (before === undefined || after === undefined) return true;
    const [a, b, c] = [toMetres(before), toMetres(at), toMetres(after)];
    const span = Math.sqrt((c[0] - a[0]) ** 2 + (c[1] - a[1]) ** 2);
    return Math.abs((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / span > 6;
  });
}

/** Smooth chance along a line, about ±70 m: values at whole numbers, blended between. */
function bender(random: Random): (at: number, axis: 0 | 1) => number {
  const knots = [0, 1].map(() => Array.from({ length: 16 }, () => (random.next() - 0.5) * 140));
  return (at, axis) => {
    const shifted = Math.min(14.999, Math.max(0, at + 8));
    const [index, t] = [Math.floor(shifted), shifted % 1];
    const soft = t * t * (3 - 2 * t);
    return knots[axis]![index]! * (1 - soft) + knots[axis]![index + 1]! * soft;
  };
}

/** Land of the city: in a county, in no water. */
export function landTest(counties: readonly Area[], waters: readonly Area[]): (at: Position) => boolean {
  const boxed = (areas: readonly Area[]) => areas.map((area) => ({ area, box: boxOf(area) }));
  const [dry, wet] = [boxed(counties), boxed(waters)];
  const within =
    (at: Position) =>
    ({ area, box }: { area: Area; box: readonly number[] }) =>
      at[0] >= box[0]! && at[0] <= box[2]! && at[1] >= box[1]! && at[1] <= box[3]! && inArea(at, area);
  return (at) => dry.some(within(at)) && !wet.some(within(at));
}

function boxOf(area: Area): readonly [number, number, number, number] {
  const positions = (area.type === 'Polygon' ? [area.coordinates] : area.coordinates).flat(2);
  return positions.reduce(
    (box, [lon, lat]) =>
      [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)] as const,
    [Infinity, Infinity, -Infinity, -Infinity] as readonly [number, number, number, number],
  );
}
