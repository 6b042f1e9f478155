import type { Capability } from '../platform/capability.ts';
import { portalPages, portalRoutes } from './routes.ts';
import { clearPortalDemo } from './store.ts';

export const portal: Capability = {
  name: 'portal',
  routes: portalRoutes,
  pages: portalPages,
  clearDemo: clearPortalDemo,
};
