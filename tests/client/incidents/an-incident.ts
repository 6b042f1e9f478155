import type { Incident } from '#contract/incidents';

/** An incident of which only what matters is named. */
export function anIncident(differs: Partial<Incident> = {}): Incident {
  return {
    id: crypto.randomUUID(),
    number: 'WX-20300101-0001',
    source: '110',
    kind: 'waterlogging',
    level: 2,
    state: 'reported',
    title: '青祁隧道北口积水',
    description: null,
    address: '青祁路隧道北匝道',
    point: [120.2634, 31.5421],
    gridCode: '320211004001017',
    divisionPath: '320211004001',
    county: '滨湖区',
    town: '蠡湖街道',
    occurredAt: '2030-01-01T05:58:00Z',
    receivedAt: '2030-01-01T05:59:00Z',
    acknowledgedAt: null,
    closedAt: null,
    duplicateOf: null,
    feed: 'demo',
    demo: true,
    departments: [],
    sharing: [],
    revision: 1,
    ...differs,
  };
}
