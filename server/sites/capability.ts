import type { Capability } from '../platform/capability.ts';
import { siteRoutes } from './routes.ts';
import { clearSitesDemo } from './store.ts';
import { siteTiles } from './tiles.ts';

export const sites: Capability = {
  name: 'sites',
  routes: () => siteRoutes,
  layers: [siteTiles],
  clearDemo: clearSitesDemo,
};
