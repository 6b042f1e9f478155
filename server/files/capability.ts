// A foundation: papers of the house are composed here, the map today, notices of later capabilities with the same Paper; photos are kept.
import type { Capability } from '../platform/capability.ts';
import { pruneLoosePhotos } from './photos/jobs.ts';
import { fileRoutes } from './routes.ts';

export const files: Capability = { name: 'files', routes: fileRoutes, jobs: [pruneLoosePhotos] };
