import { allow } from '../identity/guard.ts';
import type { Capability } from '../platform/capability.ts';
import { importCommands } from './commands.ts';
import { importWork } from './jobs.ts';
import { importRoutes } from './routes.ts';

export const imports: Capability = {
  name: 'imports',
  routes: importRoutes,
  topics: [
    { name: 'imports', access: allow(['manager', 'clerk'], 'imports:follow', { area: 'own', data: 'internal' }) },
  ],
  jobs: [importWork],
  commands: importCommands,
};
