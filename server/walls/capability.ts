import { allow } from '../identity/guard.ts';
import type { Capability } from '../platform/capability.ts';
import { wallRoutes } from './routes.ts';

export const walls: Capability = {
  name: 'walls',
  routes: wallRoutes,
  topics: [{ name: 'walls', access: allow(['staff', 'wall'], 'walls:follow', { area: 'own', data: 'internal' }) }],
};
