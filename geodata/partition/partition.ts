// Cuts counties into their real named towns and villages, and these into grids, where no boundary is public.
import type { Area, Position } from '../space/geometry.ts';
import { allot } from './allot.ts';
import { assignCells } from './assign.ts';
import { cellBorders } from './cells.ts';
import { facesOf, outlines, type Faces } from './faces.ts';
import { absorbSmall, insidePolygons, labelHoles, pointsInside } from './labels.ts';
import { node } from './noding.ts';
import { areaOf, planeAround, squareMetres, twiceArea, unitsOf, type Plane, type PlanePolygon } from './plane.ts';
import { randomFrom } from './random.ts';
import { regionsOf, type Region } from './regions.ts';
import { nearestOf, spreadSeeds, type Seed } from './seeds.ts';
import { numberCells } from './number-cells.ts';

export interface PartitionInput {
  counties: readonly { path: string; area: Area; /** Residents or any weight. */ weight: number }[];
  waters: readonly Area[];
  /** Nine-digit paths; quasi townships are left out by the caller. */
  towns: readonly { path: string; seat: Position | undefined }[];
  /** Twelve-digit paths. */
  villages: readonly { path: string; name: string }[];
  /** How many grids in all. */
  grids: number;
  seed: number;
}

export interface PartitionGrid {
  /** Village (12) and serial (3), west to east and north to south. */
  code: string;
  name: string;
  villagePath: string;
  water: boolean;
  area: Area;
}

export interface Partition {
  /** By path: counties, towns and villages, each the union of its grids. */
  areas: Map<string, Area>;
  grids: PartitionGrid[];
}

/** A cell of water is about so large, square metres. */
const WATER_CELL_M2 = 25e6;

interface Piece {
  county: number;
  water: boolean;
  polygon: PlanePolygon;
  seeds: Seed[];
}

/**
 * Draws the partition: weighted Voronoi cells in each piece of land and of water, grouped by straight cuts around the towns' seats.
 * Water cells belong to the village of the nearest land cell. Everything shares its vertices with its neighbours after rounding to 1e-7°.
 *
 * @returns    exactly `grids` grids; the same input gives the same output
 * @throws RangeError where there are fewer grids than villages and pieces of water
 *
 * Cost: O(grids · log grids); 30,000 take some ten seconds.
 */
export function partition(input: PartitionInput): Partition {
  const plane = planeOf(input.counties.map(({ area }) => area));
  const { regions, borders } = regionsOf(
    plane,
    input.counties.map(({ area }) => area),
    input.waters,
  );
  const pieces = piecesOf(plane, input, regions);
  const cuts = pieces.flatMap(({ polygon, seeds }) => cellBorders(plane, [polygon], seeds));
  const faces = facesOf(plane, node(plane, [...borders, ...cuts]));
  const cells = pieces.flatMap((piece, index) =>
    piece.seeds.map((seed) => ({ ...seed, piece: index, county: piece.county, water: piece.water })),
  );
  const cellOfLoop = labelCells(plane, faces, pieces);
  const shapes = outlines(plane, faces, cellOfLoop);
  const villageOfCell = villagesOf(plane, input, cells);
  const grids = numberCells(plane, input, cells, villageOfCell, shapes);
  return { areas: unions(plane, faces, cellOfLoop, villageOfCell, input), grids };
}

function planeOf(areas: readonly Area[]): Plane {
  const positions = areas.flatMap((area) => (area.type === 'Polygon' ? [area.coordinates] : area.coordinates).flat(2));
  const reach = (pick: (...values: number[]) => number, axis: 0 | 1) =>
    positions.reduce((most, position) => pick(most, position[axis]), positions[0]![axis]);
  return planeAround(reach(Math.min, 0), reach(Math.min, 1), reach(Math.max, 0), reach(Math.max, 1));
}

/** Pieces of land and of water with the seeds of their cells. */
function piecesOf(plane: Plane, input: PartitionInput, regions: Region[]): Piece[] {
  const flat = regions.flatMap(({ county, water, polygons }) =>
    polygons.map((polygon) => ({ county, water, polygon, areaM2: sizeOf(plane, polygon) })),
  );
  const waterCounts = new Map(
    flat.filter(({ water }) => water).map((piece) => [piece, Math.ceil(piece.areaM2 / WATER_CELL_M2)]),
  );
  const land = input.grids - [...waterCounts.values()].reduce((sum, count) => sum + count, 0);
  const villages = input.counties.map(
    ({ path }) => input.villages.filter((village) => village.path.startsWith(path)).length,
  );
  const counts = allot(
    land,
    input.counties.map(({ weight }) => weight),
    villages,
  );
  return input.counties.flatMap(({ path }, county) => {
    const own = flat.filter((piece) => piece.county === county);
    const lands = own.filter(({ water }) => !water);
    const landCounts = new Map(
      allot(
        counts[county]!,
        lands.map(({ areaM2 }) => areaM2),
        lands.map(() => 1),
      ).map((count, index) => [lands[index]!, count]),
    );
    const density = densityAround(
      plane,
      input.towns.filter((town) => town.path.startsWith(path)),
    );
    return own.map((piece, index): Piece => {
      const count = landCounts.get(piece) ?? waterCounts.get(piece)!;
      const random = randomFrom(input.seed, 'cells', path, index);
      return {
        county,
        water: piece.water,
        polygon: piece.polygon,
        seeds: spreadSeeds(plane, [piece.polygon], count, piece.water ? () => 1 : density, random),
      };
    });
  });
}

const sizeOf = (plane: Plane, polygon: PlanePolygon) =>
  squareMetres(
    plane,
    polygon.reduce((sum, ring) => sum + twiceArea(plane, ring), 0),
  );

/** People live around the seats: cells are small there. Streets (001–099) are denser than market towns. */
function densityAround(plane: Plane, towns: PartitionInput['towns']): (x: number, y: number) => number {
  const centres = towns.flatMap(({ path, seat }) =>
    seat === undefined ? [] : [{ at: unitsOf(plane, seat), weight: path[6] === '0' ? 1 : 0.5 }],
  );
  const reachM2 = 2200 ** 2;
  return (x, y) =>
    centres.reduce((sum, { at, weight }) => {
      const squared = ((x - at[0]) * plane.metresX) ** 2 + ((y - at[1]) * plane.metresY) ** 2;
      return sum + weight / (1 + squared / reachM2) ** 2;
    }, 0.06);
}

/** The cell of each loop, counted over all pieces. What a bay cuts off from its cell goes to a neighbour in the same piece. */
function labelCells(plane: Plane, faces: Faces, pieces: Piece[]): Int32Array {
  const starts: number[] = [];
  const pieceOfCell: number[] = [];
  pieces.forEach(({ seeds }, piece) => {
    starts.push(pieceOfCell.length);
    for (let seed = 0; seed < seeds.length; seed++) pieceOfCell.push(piece);
  });
  const nearest = pieces.map(({ seeds }) => nearestOf(plane, seeds));
  const boxes = pieces.map(({ polygon: [shell] }) =>
    shell!.reduce(
      ([w, s, e, n], id) =>
        [
          Math.min(w, plane.x[id]!),
          Math.min(s, plane.y[id]!),
          Math.max(e, plane.x[id]!),
          Math.max(n, plane.y[id]!),
        ] as [number, number, number, number],
      [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number],
    ),
  );
  const labels = Int32Array.from(pointsInside(plane, faces), ([x, y]) => {
    const piece = pieces.findIndex(({ polygon }, index) => {
      const [west, south, east, north] = boxes[index]!;
      return x >= west && x <= east && y >= south && y <= north && insidePolygons(plane, [polygon], x, y);
    });
    return piece < 0 ? -1 : starts[piece]! + nearest[piece]!(x, y);
  });
  const largest = new Map<number, number>();
  faces.twiceAreas.forEach((area, loop) => {
    const known = largest.get(labels[loop]!);
    if (area > 0 && (known === undefined || area > faces.twiceAreas[known]!)) largest.set(labels[loop]!, loop);
  });
  const sliverM2 = 100;
  absorbSmall(
    plane,
    faces,
    labels,
    (loop, areaM2) => (labels[loop] === -1 ? areaM2 < sliverM2 : largest.get(labels[loop]!) !== loop),
    (from, to) => to >= 0 && to !== from && (from === -1 || pieceOfCell[from] === pieceOfCell[to]),
  );
  labelHoles(plane, faces, labels);
  return labels;
}

/** The village of each cell, as an index into input.villages. */
function villagesOf(
  plane: Plane,
  input: PartitionInput,
  cells: readonly (Seed & { county: number; water: boolean })[],
): number[] {
  const metric = ({ x, y }: Seed): Seed => ({ x: x * plane.metresX, y: y * plane.metresY });
  const result = new Array<number>(cells.length).fill(-1);
  input.counties.forEach(({ path }, county) => {
    const own = cells.map((_, index) => index).filter((index) => cells[index]!.county === county);
    const land = own.filter((index) => !cells[index]!.water);
    const towns = input.towns
      .filter((town) => town.path.startsWith(path))
      .map((town) => ({
        ...town,
        villages: input.villages
          .map((_, index) => index)
          .filter((index) => input.villages[index]!.path.startsWith(town.path)),
      }))
      .filter(({ villages }) => villages.length > 0);
    const places = land.map((index) => metric(cells[index]!));
    const townOf = assignCells(
      places,
      towns.map(({ seat, villages }) => ({
        atLeast: villages.length,
        weight: villages.length,
        seat: seat && metric(seedAt(plane, seat)),
      })),
    );
    towns.forEach(({ villages }, town) => {
      const inTown = land.filter((_, index) => townOf[index] === town);
      const villageOf = assignCells(
        inTown.map((index) => metric(cells[index]!)),
        villages.map(() => ({ atLeast: 1, weight: 1 })),
      );
      inTown.forEach((cell, index) => (result[cell] = villages[villageOf[index]!]!));
    });
    const nearest = nearestOf(
      plane,
      land.map((index) => cells[index]!),
    );
    for (const cell of own)
      if (cells[cell]!.water) result[cell] = result[land[nearest(cells[cell]!.x, cells[cell]!.y)]!]!;
  });
  return result;
}

function seedAt(plane: Plane, seat: Position): Seed {
  const [x, y] = unitsOf(plane, seat);
  return { x, y };
}

function unions(
  plane: Plane,
  faces: Faces,
  cellOfLoop: Int32Array,
  villageOfCell: number[],
  input: PartitionInput,
): Map<string, Area> {
  const areas = new Map<string, Area>();
  for (const digits of [4, 6, 9, 12]) {
    const paths = [...new Set(input.villages.map(({ path }) => path.slice(0, digits)))];
    const indexOf = new Map(paths.map((path, index) => [path, index]));
    const groups = Int32Array.from(cellOfLoop, (cell) =>
      cell < 0 ? -1 : indexOf.get(input.villages[villageOfCell[cell]!]!.path.slice(0, digits))!,
    );
    for (const [group, polygons] of outlines(plane, faces, groups)) areas.set(paths[group]!, areaOf(plane, polygons));
  }
  return areas;
}
