import type { Capability } from '../platform/capability.ts';
import { searchRoutes } from './routes.ts';

export const search: Capability = { name: 'search', routes: () => searchRoutes };
