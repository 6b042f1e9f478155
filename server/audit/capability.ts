import type { Capability } from '../platform/capability.ts';
import { auditCommands } from './commands.ts';
import { retention } from './retention.ts';
import { auditRoutes } from './routes.ts';
import { sealer } from './sealer.ts';

export const audit: Capability = {
  name: 'audit',
  routes: auditRoutes,
  jobs: [sealer, retention],
  commands: auditCommands,
};
