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

export const adminPages: readonly AdminPageEntry[] = [
  { name: 'openings', acts: ['sealed:count'], Page: lazy(() => import('../sealed/openings-page.tsx').then(({ OpeningsPage }) => ({ default: OpeningsPage }))) }, // prettier-ignore
  { name: 'audit', acts: ['audit:read'], Page: lazy(() => import('../audit/audit-page.tsx').then(({ AuditPage }) => ({ default: AuditPage }))) }, // prettier-ignore
];

/** The pages that somebody finds in the list. */
export const pagesFor = ({ acts }: Pick<Session, 'acts'>): readonly AdminPageEntry[] =>
  adminPages.filter((page) => page.acts.some((act) => acts.includes(act)));
