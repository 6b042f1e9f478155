// The house, ground floor first: a capability takes contracts and algorithms only from those above it in this list.
import { audit } from './audit/capability.ts';
import { city } from './city/capability.ts';
import { demo } from './demo/capability.ts';
import { exports } from './exports/capability.ts';
import { files } from './files/capability.ts';
import { grids } from './grids/capability.ts';
import { hazards } from './hazards/capability.ts';
import { identity } from './identity/capability.ts';
import { imports } from './imports/capability.ts';
import { incidents } from './incidents/capability.ts';
import { ogc } from './ogc/capability.ts';
import type { Capability } from './platform/capability.ts';
import { portal } from './portal/capability.ts';
import { sealed } from './sealed/capability.ts';
import { search } from './search/capability.ts';
import { sharing } from './sharing/capability.ts';
import { shelters } from './shelters/capability.ts';
import { sites } from './sites/capability.ts';
import { views } from './views/capability.ts';
import { walls } from './walls/capability.ts';

export const capabilities: readonly Capability[] = [
  identity,
  audit,
  sealed,
  files,
  city,
  grids,
  sites,
  hazards,
  shelters,
  incidents,
  sharing,
  imports,
  portal,
  search,
  ogc(() => capabilities),
  exports(() => capabilities),
  walls,
  views,
  demo(() => capabilities),
];
