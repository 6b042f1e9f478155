// Who may do what, one line for each declaration: written against the issue and ARCHITECTURE.md, never taken from the code.
// A route, topic, layer, dataset or command that has no line fails the matrix, and so does one that lets in somebody else.
import { ADMINISTRATOR_ROLES, BUSINESS_ROLES, type Caller } from '../../server/identity/contract.ts';

/** Words of the table for several callers; the others are callers themselves. */
export const AUDIENCES: Readonly<Record<string, readonly Caller[]>> = {
  everybody: ['public'],
  staff: BUSINESS_ROLES,
  desk: ['duty-officer', 'manager'],
  'on-the-spot': ['duty-officer', 'manager', 'clerk', 'grid-worker'],
  importers: ['manager', 'clerk'],
  assessors: ['manager', 'analyst'],
  takers: ['duty-officer', 'manager', 'clerk', 'analyst'],
  administrators: ADMINISTRATOR_ROLES,
  people: [...BUSINESS_ROLES, 'unit', ...ADMINISTRATOR_ROLES],
};

export const MATRIX = `
topic incidents | staff wall
topic feeds | staff wall
topic imports | importers
topic walls | staff wall
topic sharing | staff wall
layer grids | staff wall
layer divisions | everybody
layer sites | staff wall
layer hazards | staff wall
layer shelters | staff wall
dataset grids/divisions | everybody
dataset grids/grids | staff wall
dataset sites/sites | staff wall
dataset hazards/hazards | staff wall
dataset shelters/shelters | staff wall
dataset incidents/incidents | staff wall
command migrate | operator
command db status | operator
command hazards scheme | operator
command backup | operator
command restore | operator
command user create | operator
command user reset | operator
command user list | operator
command feed create | operator
command feed rotate | operator
command feed revoke | operator
command feed list | operator
command device create | operator
command device revoke | operator
command device list | operator
command oidc link | operator
command audit verify | operator
command sealing rotate | operator
command sealing check | operator
command city load | operator
command city list | operator
command city build | operator
command import | operator
command import list | operator
command import undo | operator
command import cancel | operator
command export | operator
command demo clear | operator
command demo feed | operator
GET /api/health | everybody
GET /api/openapi.json | everybody
GET /api/docs | everybody
GET /api/docs/page.js | everybody
GET /api/docs/page.css | everybody
GET /metrics | system-admin feed
GET,POST /live/ | everybody
GET /api/live/position/:topic | everybody
GET /api/moments | staff wall
GET /api/tiles/:layer/:version/:scopeKey/:z/:x/:y | everybody
GET /api/layers | everybody
POST /api/identity/sign-in | everybody
PUT /api/identity/post | everybody
PUT /api/identity/password | everybody
POST /api/identity/sign-in/second-factor | everybody
POST /api/identity/sign-in/passkey-options | everybody
POST /api/identity/sign-in/passkey | everybody
POST /api/identity/proof | everybody
GET /api/identity/second-factor | everybody
POST /api/identity/second-factor/totp | everybody
PUT /api/identity/second-factor/totp | everybody
DELETE /api/identity/second-factor/totp | everybody
POST /api/identity/second-factor/recovery-codes | everybody
POST /api/identity/second-factor/passkeys/options | everybody
POST /api/identity/second-factor/passkeys | everybody
DELETE /api/identity/second-factor/passkeys/:id | everybody
DELETE /api/identity/session | everybody
GET /api/identity/sessions | people
DELETE /api/identity/sessions | people
DELETE /api/identity/sessions/:id | people
GET /api/identity/sign-in/ways | everybody
GET /api/identity/oidc/start | everybody
GET /api/identity/oidc/callback | everybody
GET /api/identity/oidc/end-session | everybody
POST /api/identity/device-session | everybody
GET /api/identity/device-session | everybody
DELETE /api/identity/device-session | everybody
GET /api/identity/application-passwords | staff
POST /api/identity/application-passwords | staff
DELETE /api/identity/application-passwords/:id | staff
GET /api/identity/people | system-admin security-admin
GET /api/identity/people/:id | system-admin security-admin
POST /api/identity/people | system-admin
PATCH /api/identity/people/:id | system-admin
POST /api/identity/people/:id/password | system-admin
POST /api/identity/people/:id/transfer | system-admin
GET /api/identity/people/export | system-admin
GET /api/identity/people/import/template | system-admin
POST /api/identity/people/import | system-admin
GET /api/identity/posts | security-admin audit-admin
POST /api/identity/posts | security-admin
POST /api/identity/posts/:id/substitutions | security-admin
PATCH /api/identity/posts/:id | security-admin
DELETE /api/identity/posts/:id | security-admin
GET /api/identity/departments | staff administrators
POST /api/identity/departments | security-admin
PATCH /api/identity/departments/:code | security-admin
GET /api/identity/divisions | system-admin security-admin
GET /api/identity/divisions/closed | system-admin security-admin
POST /api/identity/divisions/reform-preview | security-admin
GET /api/identity/requests | system-admin security-admin audit-admin duty-officer manager
POST /api/identity/requests/post-end | security-admin
POST /api/identity/requests/deactivation | system-admin
POST /api/identity/requests/reactivation | system-admin
POST /api/identity/requests/recovery | system-admin security-admin
POST /api/identity/requests/administrator | security-admin
POST /api/identity/requests/reform | security-admin
POST /api/identity/requests/:id/decision | system-admin security-admin
GET /api/identity/feeds | system-admin
POST /api/identity/feeds | system-admin
POST /api/identity/feeds/:id/rotation | system-admin
DELETE /api/identity/feeds/:id | system-admin
GET /api/identity/devices | system-admin security-admin
POST /api/identity/devices/:id/admission | security-admin
POST /api/identity/devices | system-admin
POST /api/identity/devices/:id/rotation | system-admin
DELETE /api/identity/devices/:id | system-admin
GET /api/identity/matrix | administrators
GET /api/identity/hand-overs | staff
GET /api/identity/hand-overs/colleagues | staff
POST /api/identity/hand-overs | staff
POST /api/identity/hand-overs/:id/taking | staff
GET /api/identity/session | everybody
PUT /api/identity/area | staff wall
GET /api/audit/entries | audit-admin
GET /api/audit/entries/:no | audit-admin
GET /api/audit/entries.csv | audit-admin
POST /api/audit/verification | audit-admin
POST /api/sealed/openings | duty-officer manager clerk
GET /api/sealed/openings/report | security-admin audit-admin
GET /api/sealed/people | desk
GET /api/sealed/own-contact | people
PUT /api/sealed/own-contact | people
DELETE /api/sealed/own-contact | people
PUT /api/sealed/people/:id/contact | system-admin
GET /api/sealed/incidents/:id | staff
POST /api/sealed/emergencies | staff
PUT /api/sealed/emergencies/:id/decision | desk
POST /api/sealed/emergencies/:id/ending | staff
GET /api/sealed/emergencies | duty-officer manager clerk analyst grid-worker audit-admin
GET /api/sealed/emergencies/:id/report | duty-officer manager audit-admin
GET /api/files/photos/:id | staff wall
GET /api/files/photos/:id/thumbnail | staff wall
POST /api/files/photos | staff
POST /api/files/map-print | staff
GET /api/city | everybody
GET /api/city/places/:id | everybody
GET /api/city/basemap/:file | everybody
GET /api/city/tianditu/:layer/:z/:x/:y | staff wall
GET /api/grids/divisions | everybody
GET /api/grids/divisions/:path | everybody
GET /api/grids | staff wall
GET /api/grids/at | staff wall
GET /api/grids/:code | staff wall
GET /api/sites | staff wall
GET /api/sites/:id | staff wall
GET /api/hazards | staff wall
GET /api/hazards/:id | staff wall
GET /api/hazards/schemes | staff
GET /api/hazards/:id/assessments | staff
POST /api/hazards/:id/assessment-trials | assessors
POST /api/hazards/:id/assessments | assessors
GET /api/shelters | staff wall
GET /api/shelters/:id | staff wall
POST /api/incidents | feed
POST /api/incidents/heartbeat | feed
POST /api/incidents/:id/acknowledgement | on-the-spot
POST /api/incidents/:id/notes | on-the-spot
POST /api/incidents/:id/duplicate-mark | desk
POST /api/incidents/:id/closure | desk
PUT /api/incidents/:id/location | desk
PUT /api/incidents/:id/departments | desk
POST /api/incidents/:id/sharing | desk
DELETE /api/incidents/:id/sharing/:path | desk
GET /api/incidents | staff wall
GET /api/incidents/by-grid | staff wall
GET /api/incidents/hourly | staff wall
GET /api/incidents/turns | staff wall
GET /api/incidents/feeds | staff wall
GET /api/incidents/:id | staff wall
GET /api/sharing/:kind/:id | staff wall
POST /api/sharing/:kind/:id | desk
PUT /api/sharing/:kind/:id/departments | desk
DELETE /api/sharing/:kind/:id/:path | desk
POST /api/imports | importers
POST /api/imports/:id/inspection | importers
POST /api/imports/:id/check | importers
POST /api/imports/:id/run | importers
POST /api/imports/:id/cancellation | importers
POST /api/imports/:id/undo | importers
DELETE /api/imports/:id | importers
GET /api/imports/layers | importers
GET /api/imports | importers
GET /api/imports/:id | importers
GET /api/imports/:id/rows | importers
GET /api/imports/:id/preview | importers
POST /api/imports/:id/sample | importers
GET /api/imports/:id/refused.csv | importers
GET /api/portal/published | everybody
GET /api/portal/places | everybody
GET /public | everybody
GET /public/ | everybody
GET /api/search | staff
GET /ogc | everybody
GET /ogc/conformance | everybody
GET /ogc/api | everybody
GET /ogc/collections | everybody
GET /ogc/collections/:id | everybody
GET /ogc/collections/:id/schema | everybody
GET /ogc/collections/:id/items | everybody
GET /ogc/collections/:id/items/:featureId | everybody
GET /api/exports/:dataset/preview | takers
GET /api/exports/:dataset.:format | takers
POST /api/walls/pairings | everybody
GET /api/walls/remote | remote
POST /api/walls/remote/commands | remote
DELETE /api/walls/remote | remote
GET /api/walls/trends | staff wall
GET /api/walls/counties | staff wall
GET /api/walls | staff wall
GET /api/walls/:id | staff wall
POST /api/walls | desk wall
PATCH /api/walls/:id | desk wall
PUT /api/walls/:id/view | desk wall
DELETE /api/walls/:id | desk wall
POST /api/walls/:id/commands | desk wall
POST /api/walls/:id/pairing-codes | desk wall
DELETE /api/walls/:id/pairing | desk wall
GET /api/views | staff
POST /api/views | staff
PUT /api/views/:id | staff
DELETE /api/views/:id | staff
GET /api/demo/places | feed
`;
