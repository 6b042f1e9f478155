import type { Capability } from '../platform/capability.ts';
import { ogcRoutes } from './routes.ts';

/** @param house  every capability: what each names as a dataset is a collection */
export const ogc = (house: () => readonly Capability[]): Capability => ({
  name: 'ogc',
  pages: (services) => async (app) => {
    const datasets = () => house().flatMap(({ datasets: own = [] }) => own);
    await app.register(ogcRoutes(services, datasets), { prefix: '/ogc' });
  },
});
