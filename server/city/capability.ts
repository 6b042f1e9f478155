import type { Capability } from '../platform/capability.ts';
import { cityCommands } from './commands.ts';
import { clearCityDemo } from './demo.ts';
import { cityRoutes } from './routes.ts';

export const city: Capability = { name: 'city', routes: cityRoutes, commands: cityCommands, clearDemo: clearCityDemo };
