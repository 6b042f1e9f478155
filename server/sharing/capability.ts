import { allow } from '../identity/guard.ts';
import type { Capability } from '../platform/capability.ts';
import { sharingRoutes } from './routes.ts';

export const sharing: Capability = {
  name: 'sharing',
  routes: sharingRoutes,
  topics: [{ name: 'sharing', access: allow(['staff', 'wall'], 'sharing:follow', { area: 'own', data: 'internal' }) }],
};
