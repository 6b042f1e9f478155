import type { Capability } from '../platform/capability.ts';
import { exportCommand } from './commands.ts';
import { exportRoutes } from './routes.ts';

/** @param house  every capability: what each names as a dataset can be taken as a file */
export const exports = (house: () => readonly Capability[]): Capability => {
  const datasets = () => house().flatMap(({ datasets: own = [] }) => own);
  return {
    name: 'exports',
    routes: (services) => exportRoutes(services, datasets),
    commands: [exportCommand(datasets)],
  };
};
