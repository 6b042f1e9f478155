import type { Capability } from '../platform/capability.ts';
import { identityCommands } from './commands.ts';
import { identityRoutes } from './routes.ts';
import { tidyIdentity } from './tidy.ts';

export const identity: Capability = {
  name: 'identity',
  routes: identityRoutes,
  jobs: [tidyIdentity],
  commands: identityCommands,
};
