import type { Capability } from '../platform/capability.ts';
import { shelterDataset } from './dataset.ts';
import { shelterRoutes } from './routes.ts';
import { clearSheltersDemo } from './store.ts';
import { shelterTiles } from './tiles.ts';

export const shelters: Capability = {
  name: 'shelters',
  routes: () => shelterRoutes,
  layers: [shelterTiles],
  datasets: [shelterDataset],
  clearDemo: clearSheltersDemo,
};
