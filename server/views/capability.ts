import type { Capability } from '../platform/capability.ts';
import { viewRoutes } from './routes.ts';

export const views: Capability = { name: 'views', routes: () => viewRoutes };
