import type { Capability } from '../platform/capability.ts';
import { hazardCommands } from './schemes/commands.ts';
import { installSchemesAtStart } from './schemes/store.ts';
import { hazardDataset } from './dataset.ts';
import { hazardRoutes } from './routes.ts';
import { clearHazardsDemo } from './store.ts';
import { hazardTiles } from './tiles.ts';

export const hazards: Capability = {
  name: 'hazards',
  routes: hazardRoutes,
  layers: [hazardTiles],
  datasets: [hazardDataset],
  jobs: [installSchemesAtStart],
  commands: hazardCommands,
  clearDemo: clearHazardsDemo,
};
