import { allow } from '../identity/guard.ts';
import type { Capability } from '../platform/capability.ts';
import { clearDemoIncidents } from './clear-demo.ts';
import { incidentDataset } from './dataset.ts';
import { findFeedAges } from './feed-pulse.ts';
import { demoDesk, feedWatch } from './jobs.ts';
import { incidentRoutes } from './routes.ts';

export const incidents: Capability = {
  name: 'incidents',
  routes: incidentRoutes,
  topics: [
    { name: 'incidents', access: allow(['staff', 'wall'], 'incidents:follow', { area: 'own', data: 'internal' }) },
    { name: 'feeds', access: allow(['staff', 'wall'], 'incidents:follow-feeds', { area: 'own', data: 'internal' }) },
  ],
  datasets: [incidentDataset],
  jobs: [feedWatch, demoDesk],
  sources: findFeedAges,
  clearDemo: clearDemoIncidents,
};
