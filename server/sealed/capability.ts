import type { Capability } from '../platform/capability.ts';
import { sealedCommands } from './commands.ts';
import { keyWatch } from './key-watch.ts';
import { sealedRoutes } from './routes.ts';

export const sealed: Capability = { name: 'sealed', routes: sealedRoutes, jobs: [keyWatch], commands: sealedCommands };
