import type { Capability } from '../platform/capability.ts';
import { divisionDataset, gridDataset } from './dataset.ts';
import { clearGridsDemo } from './demo.ts';
import { gridRoutes } from './routes.ts';
import { divisionTiles, gridTiles } from './tiles.ts';

export const grids: Capability = {
  name: 'grids',
  routes: () => gridRoutes,
  layers: [gridTiles, divisionTiles],
  datasets: [divisionDataset, gridDataset],
  clearDemo: clearGridsDemo,
};
