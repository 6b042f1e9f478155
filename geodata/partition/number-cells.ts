// The codes of the grids of a village: from west to east, from north to south (DB6101/T 3185-2024).
import { areaOf, type Plane, type PlanePolygon } from './plane.ts';
import type { Seed } from './seeds.ts';
import type { PartitionGrid } from './partition.ts';

interface Numbered {
  cell: number;
  serial: number;
}

/** Land first, then water; rows of about as many as there are rows, the northern row first. */
export function numberCells(
  plane: Plane,
  { villages }: { villages: readonly { path: string; name: string }[] },
  cells: readonly (Seed & { water: boolean })[],
  villageOfCell: readonly number[],
  shapes: Map<number, PlanePolygon[]>,
): PartitionGrid[] {
  const byVillage = villages.map((): number[] => []);
  villageOfCell.forEach((village, cell) => byVillage[village]!.push(cell));
  return villages.flatMap(({ path, name }, village) => {
    const [land, water] = [false, true].map((wet) =>
      inRows(
        byVillage[village]!.filter((cell) => cells[cell]!.water === wet),
        cells,
      ),
    );
    const numbered = [...land!, ...water!].map((cell, index): Numbered => ({ cell, serial: index + 1 }));
    return numbered.map(({ cell, serial }): PartitionGrid => {
      const wet = cells[cell]!.water;
      const title = shortName(name);
      return {
        code: path + String(serial).padStart(3, '0'),
        name: wet ? `${title}水域网格${serial - land!.length}` : `${title}第${serial}网格`,
        villagePath: path,
        water: wet,
        area: areaOf(plane, shapes.get(cell)!),
      };
    });
  });
}

/** 门楼社区居委会 → 门楼社区. */
export const shortName = (village: string): string =>
  village.replace(/(居民委员会|村民委员会|居委会|村委会|委员会)$/, '') || village;

function inRows(cellIds: number[], cells: readonly Seed[]): number[] {
  const rows = Math.max(1, Math.round(Math.sqrt(cellIds.length)));
  const perRow = Math.ceil(cellIds.length / rows);
  const southward = [...cellIds].sort((p, q) => cells[q]!.y - cells[p]!.y || cells[p]!.x - cells[q]!.x);
  return Array.from({ length: rows }, (_, row) => southward.slice(row * perRow, (row + 1) * perRow)).flatMap((row) =>
    row.sort((p, q) => cells[p]!.x - cells[q]!.x || p - q),
  );
}
