import type { Capability } from '../platform/capability.ts';
import { siteDataset } from './dataset.ts';
import { siteRoutes } from './routes.ts';
import { clearSitesDemo } from './store.ts';
import { siteTiles } from './tiles.ts';

export const sites: Capability = {
  name: 'sites',
  routes: () => siteRoutes,
  layers: [siteTiles],
  datasets: [siteDataset],
  clearDemo: clearSitesDemo,
};
