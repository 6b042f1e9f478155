import type { Capability } from '../platform/capability.ts';
import { sharingRoutes } from './routes.ts';

export const sharing: Capability = { name: 'sharing', routes: () => sharingRoutes };
