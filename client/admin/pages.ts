// One line a page of the administration: who may do its act finds it in the list.
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Session } from '#contract/identity';
import type { zh } from '../ui/words/index.ts';

export interface AdminPageEntry {
  /** In the address (`page=`), and the key of its words. */
  readonly name: keyof (typeof zh)['admin']['pages'];
  /** One of these acts opens it. */
  readonly acts: readonly string[];
  readonly Page: LazyExoticComponent<ComponentType>;
}

/** Seldom opened by those who do the city's work: each is fetched when it is. */
const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

export const adminPages: readonly AdminPageEntry[] = [
  {
    name: 'people',
    acts: ['identity:manage-people'],
    Page: page(async () => (await import('./people-page.tsx')).PeoplePage),
  },
  {
    name: 'posts',
    acts: ['identity:grant-posts'],
    Page: page(async () => (await import('./posts-page.tsx')).PostsPage),
  },
  {
    name: 'departments',
    acts: ['identity:manage-departments'],
    Page: page(async () => (await import('./departments-page.tsx')).DepartmentsPage),
  },
  {
    name: 'divisions',
    acts: ['identity:read-divisions'],
    Page: page(async () => (await import('./divisions-page.tsx')).DivisionsPage),
  },
  {
    name: 'feeds',
    acts: ['identity:manage-feeds'],
    Page: page(async () => (await import('./keys-page.tsx')).FeedKeysPage),
  },
  {
    name: 'devices',
    acts: ['identity:read-devices'],
    Page: page(async () => (await import('./keys-page.tsx')).DeviceKeysPage),
  },
  {
    name: 'matrix',
    acts: ['identity:read-matrix'],
    Page: page(async () => (await import('./matrix-page.tsx')).MatrixPage),
  },
  {
    name: 'requests',
    acts: ['identity:decide', 'identity:read-requests'],
    Page: page(async () => (await import('./requests-page.tsx')).RequestsPage),
  },
  {
    name: 'hand-overs',
    acts: ['identity:hand-over'],
    Page: page(async () => (await import('./hand-overs-page.tsx')).HandOversPage),
  },
  {
    name: 'openings',
    acts: ['sealed:count'],
    Page: page(async () => (await import('../sealed/openings-page.tsx')).OpeningsPage),
  },
  { name: 'audit', acts: ['audit:read'], Page: page(async () => (await import('../audit/audit-page.tsx')).AuditPage) },
];

/** The pages that somebody finds in the list. */
export const pagesFor = ({ acts }: Pick<Session, 'acts'>): readonly AdminPageEntry[] =>
  adminPages.filter((page) => page.acts.some((act) => acts.includes(act)));
