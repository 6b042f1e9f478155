// All words of the interface, Chinese first. English must say everything that Chinese says: the types hold it.
import * as admin from './admin.ts';
import * as assessment from './assessment.ts';
import * as audit from './audit.ts';
import * as connection from './connection.ts';
import * as exports from './exports.ts';
import * as identity from './identity.ts';
import * as imports from './imports.ts';
import * as incidents from './incidents.ts';
import * as machines from './machines.ts';
import * as map from './map.ts';
import * as operations from './operations.ts';
import * as problems from './problems.ts';
import * as remote from './remote.ts';
import * as sealed from './sealed.ts';
import * as search from './search.ts';
import * as sharing from './sharing.ts';
import * as shell from './shell.ts';
import * as things from './things.ts';
import * as time from './time.ts';
import * as tools from './tools.ts';
import * as units from './units.ts';
import * as views from './views.ts';
import * as wall from './wall.ts';

/** The same keys at every depth, other text. */
type SameKeys<Words> = { readonly [Key in keyof Words]: Words[Key] extends string ? string : SameKeys<Words[Key]> };

export const zh = {
  admin: admin.zh,
  assessment: assessment.zh,
  audit: audit.zh,
  shell: shell.zh,
  units: units.zh,
  problems: problems.zh,
  machines: machines.zh,
  map: map.zh,
  connection: connection.zh,
  exports: exports.zh,
  incidents: incidents.zh,
  identity: identity.zh,
  imports: imports.zh,
  search: search.zh,
  sealed: sealed.zh,
  sharing: sharing.zh,
  remote: remote.zh,
  operations: operations.zh,
  wall: wall.zh,
  time: time.zh,
  tools: tools.zh,
  views: views.zh,
  ...things.zh,
} as const;

export const en: SameKeys<typeof zh> = {
  admin: admin.en,
  assessment: assessment.en,
  audit: audit.en,
  shell: shell.en,
  units: units.en,
  problems: problems.en,
  machines: machines.en,
  map: map.en,
  connection: connection.en,
  exports: exports.en,
  incidents: incidents.en,
  identity: identity.en,
  imports: imports.en,
  search: search.en,
  sealed: sealed.en,
  sharing: sharing.en,
  remote: remote.en,
  operations: operations.en,
  wall: wall.en,
  time: time.en,
  tools: tools.en,
  views: views.en,
  ...things.en,
};
