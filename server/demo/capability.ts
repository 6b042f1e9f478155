import type { Capability } from '../platform/capability.ts';
import { demoCommands } from './commands.ts';
import { demoFeed } from './feed-job.ts';
import { demoRoutes } from './routes.ts';

/** The top floor: it sees everything below and nothing sees it. @param house every capability, ground floor first */
export const demo = (house: () => readonly Capability[]): Capability => ({
  name: 'demo',
  routes: demoRoutes,
  jobs: [demoFeed],
  commands: demoCommands(house),
});
