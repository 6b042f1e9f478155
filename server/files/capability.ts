// A foundation: papers of the house are composed here, the map today, notices of later capabilities with the same Paper.
import type { Capability } from '../platform/capability.ts';
import { fileRoutes } from './routes.ts';

export const files: Capability = { name: 'files', routes: fileRoutes };
