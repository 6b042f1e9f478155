import type { Capability } from '../platform/capability.ts';
import { identityCommands } from './commands.ts';
import { identityRoutes } from './routes.ts';

export const identity: Capability = { name: 'identity', routes: identityRoutes, commands: identityCommands };
