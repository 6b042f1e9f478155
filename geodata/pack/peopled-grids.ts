import { allot } from '../partition/allot.ts';
import type { Partition } from '../partition/partition.ts';
import { randomFrom } from '../partition/random.ts';
import type { CityFile } from './format.ts';
import type { GridRecord } from './records.ts';

/** The grids of a partition with made-up residents that add up to those of their county; nobody lives on water. */
export function peopledGrids({ grids }: Partition, { populations, seed }: CityFile): GridRecord[] {
  const counties = [...new Set(grids.map(({ code }) => code.slice(0, 6)))];
  return counties.flatMap((county) => {
    const own = grids.filter(({ code }) => code.startsWith(county));
    const random = randomFrom(seed, 'people', county);
    const weights = own.map(({ water }) => (water ? 0 : Math.max(0.15, 1 + 0.35 * random.normal())));
    const total = populations?.[county];
    const people =
      total === undefined
        ? undefined
        : allot(
            total,
            weights,
            weights.map(() => 0),
          );
    return own.map(({ code, name, villagePath, water, area }, index): GridRecord => ({
      code,
      name,
      kind: water ? 'special' : 'basic',
      divisionPath: villagePath,
      geometry: area,
      population: people?.[index] ?? null,
      synthetic: true,
      demo: true,
      source: 'generated',
    }));
  });
}
