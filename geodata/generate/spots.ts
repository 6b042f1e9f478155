// Plausible places for things that are made up: where people live, on land, with an address.
import { areaM2, inArea } from '../space/measure.ts';
import type { Area, Position } from '../space/geometry.ts';
import { roundDegrees } from '../space/round.ts';
import { shortName } from '../partition/number-cells.ts';
import type { Random } from '../partition/random.ts';
import type { GenerateInput } from './generators.ts';

export interface Spot {
  point: Position;
  county: string;
  countyPath: string;
  town: string;
  village: string;
  /** County, town and village in words. */
  address: string;
}

/**
 * A drawer of spots: grids by weight, a place inside by chance.
 *
 * @param lean  `people`: more where people are many to the square kilometre; `land`: more where there is room
 */
export function spotsIn(
  { divisions, grids }: GenerateInput,
  random: Random,
): (lean: 'people' | 'land', county?: string) => Spot {
  const names = new Map(divisions.map(({ path, name }) => [path, name]));
  const land = grids.filter(({ kind }) => kind === 'basic');
  const weigh = {
    people: (grid: (typeof land)[number]) => grid.population ?? 1,
    land: (grid: (typeof land)[number]) => areaM2(grid.geometry),
  };
  const wheels = new Map<string, { grid: (typeof land)[number]; upTo: number }[]>();
  const wheelOf = (lean: 'people' | 'land', county: string) => {
    const key = lean + county;
    const known = wheels.get(key);
    if (known !== undefined) return known;
    let upTo = 0;
    const wheel = land
      .filter(({ code }) => code.startsWith(county))
      .map((grid) => ({ grid, upTo: (upTo += weigh[lean](grid)) }));
    wheels.set(key, wheel);
    return wheel;
  };
  return (lean, county = '') => {
    const wheel = wheelOf(lean, county);
    if (wheel.length === 0) throw new RangeError(`There is no grid on land in "${county}"`);
    const at = random.next() * wheel.at(-1)!.upTo;
    const { grid } = wheel[firstAbove(wheel, at)]!;
    const path = grid.divisionPath;
    const [countyName, town, village] = [path.slice(0, 6), path.slice(0, 9), path].map((part) => names.get(part) ?? '');
    return {
      point: pointIn(grid.geometry, random),
      county: countyName!,
      countyPath: path.slice(0, 6),
      town: town!,
      village: village!,
      address: `${countyName}${town}${shortName(village!)}`,
    };
  };
}

function firstAbove(wheel: readonly { upTo: number }[], at: number): number {
  let [low, high] = [0, wheel.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wheel[middle]!.upTo > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A place inside an area, by chance; cells are nearly convex, so few throws miss. */
export function pointIn(area: Area, random: Random): Position {
  const [shell] = area.type === 'Polygon' ? area.coordinates : area.coordinates[0]!;
  const [lons, lats] = [shell!.map(([lon]) => lon), shell!.map(([, lat]) => lat)];
  const [west, south, east, north] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  for (let tries = 0; tries < 200; tries++) {
    const point: Position = [
      roundDegrees(west + random.next() * (east - west)),
      roundDegrees(south + random.next() * (north - south)),
    ];
    if (inArea(point, area)) return point;
  }
  throw new RangeError('The area has no inside');
}
