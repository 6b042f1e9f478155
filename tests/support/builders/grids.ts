import type { DivisionRecord, GridRecord, OwnerRecord } from '../../../geodata/pack.ts';
import type { Area, Box, Position } from '../../../geodata/space/geometry.ts';

/** The ring of a box, counter-clockwise. */
export const ringOf = ([west, south, east, north]: Box): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

/** A box with boxes cut out. */
export const boxArea = (box: Box, ...holes: Box[]): Area => ({
  type: 'Polygon',
  coordinates: [ringOf(box), ...holes.map((hole) => ringOf(hole).toReversed())],
});

const LEVELS: Record<number, DivisionRecord['level']> = {
  2: 'province',
  4: 'city',
  6: 'county',
  9: 'town',
  12: 'village',
};
const PARENT_WIDTH: Record<number, number> = { 4: 2, 6: 4, 9: 6, 12: 9 };

export function aDivision({ path, ...parts }: Partial<DivisionRecord> & { path: string }): DivisionRecord {
  const width = PARENT_WIDTH[path.length];
  return {
    path,
    code: path.padEnd(12, '0'),
    name: `区划${path}`,
    level: LEVELS[path.length]!,
    parentPath: width === undefined ? null : path.slice(0, width),
    area: null,
    synthetic: false,
    quasi: false,
    ...parts,
  };
}

export const aGrid = ({ code, ...parts }: Partial<GridRecord> & { code: string }): GridRecord => ({
  code,
  name: `第${Number(code.slice(12))}网格`,
  kind: 'basic',
  divisionPath: code.slice(0, 12),
  geometry: boxArea([120, 31, 120.1, 31.1]),
  population: null,
  synthetic: false,
  demo: false,
  source: 'test',
  ...parts,
});

export const anOwner = (parts: Partial<OwnerRecord> = {}): OwnerRecord => ({
  divisionPath: '320205',
  duty: 'emergency',
  unit: '锡山区应急管理局',
  phone: null,
  demo: false,
  ...parts,
});

/**
 * Two counties side by side, 0.2° wide and high, each one town of two villages 0.1° wide, each of two grids one above the other:
 *
 *   lat 31.2 ┌─────────┬─────────┬─────────┬─────────┐
 *            │ …001002 │ …002002 │ …001002 │ …002002 │
 *   lat 31.1 ├─────────┼─────────┼─────────┼─────────┤
 *            │ …001001 │ …002001 │ …001001 │ …002001 │  (a pond 0.02° wide in the middle of the last one is in no grid)
 *   lat 31.0 └─────────┴─────────┴─────────┴─────────┘
 *     lon 120.0   锡山  120.1   120.2   梁溪  120.3     120.4
 */
export function twoCounties(): { divisions: DivisionRecord[]; grids: GridRecord[] } {
  const city = { path: '3202', name: '无锡市', area: boxArea([120, 31, 120.4, 31.2]) };
  const divisions = [aDivision({ path: '32', name: '江苏省' }), aDivision(city)];
  const grids: GridRecord[] = [];
  for (const { path, name, west } of [
    { path: '320205', name: '锡山区', west: 120 },
    { path: '320213', name: '梁溪区', west: 120.2 },
  ]) {
    const area = boxArea([west, 31, round(west + 0.2), 31.2]);
    divisions.push(
      aDivision({ path, name, area }),
      aDivision({ path: `${path}001`, name: `${name}街道`, area, synthetic: true }),
    );
    for (const index of [0, 1]) {
      const [left, right] = [round(west + index * 0.1), round(west + index * 0.1 + 0.1)];
      const village = `${path}00100${index + 1}`;
      divisions.push(
        aDivision({ path: village, name: `${name}${index + 1}村`, area: boxArea([left, 31, right, 31.2]) }),
      );
      const pond: [number, number, number, number][] =
        village === '320213001002' ? [[120.34, 31.04, 120.36, 31.06]] : [];
      grids.push(aGrid({ code: `${village}001`, geometry: boxArea([left, 31, right, 31.1], ...pond) }));
      grids.push(aGrid({ code: `${village}002`, geometry: boxArea([left, 31.1, right, 31.2]) }));
    }
  }
  return { divisions, grids };
}

const round = (degrees: number) => Number(degrees.toFixed(7));
