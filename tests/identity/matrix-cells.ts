// What people with real sessions are answered: one line for each route, by the thing that it names or speaks of, in their own area and in another.
// Written against the issue: what is theirs succeeds, what lies elsewhere is not there (404) or not theirs to give (403 area-not-yours).
import type { PostRole } from '../../server/identity/contract.ts';
import { WEST, EAST, IN_EAST, IN_WEST } from '../incidents/town.ts';
import { codeOfScreen, type Thing } from './matrix-things.ts';

/** `route | thing | in the own area | in another`; `-` where no thing or area is named. */
const LINES = `
POST /api/identity/sign-in | - | 401 wrong-credentials | -
PUT /api/identity/post | post of the caller | 200 | -
PUT /api/identity/password | - | 403 wrong-password | -
POST /api/identity/sign-in/second-factor | - | 409 sign-in-moved-on | -
POST /api/identity/sign-in/passkey-options | - | 200 | -
POST /api/identity/sign-in/passkey | - | 401 wrong-passkey | -
POST /api/identity/proof | - | 403 wrong-password | -
GET /api/identity/second-factor | - | 200 | -
POST /api/identity/second-factor/totp | - | 200 | -
PUT /api/identity/second-factor/totp | - | 409 no-totp-draft | -
DELETE /api/identity/second-factor/totp | - | 409 no-totp | -
POST /api/identity/second-factor/recovery-codes | - | 409 no-totp | -
POST /api/identity/second-factor/passkeys/options | - | 200 | -
POST /api/identity/second-factor/passkeys | - | 422 passkey-not-made | -
DELETE /api/identity/second-factor/passkeys/:id | passkey | 204 | 404 not-found
GET /api/identity/sessions | - | 200 | -
DELETE /api/identity/sessions | - | 204 | -
DELETE /api/identity/sessions/:id | session | 204 | 404 not-found
GET /api/identity/sign-in/ways | - | 200 | -
GET /api/identity/session | - | 200 | -
PUT /api/identity/area | area | 204 | 403 area-not-yours
GET /api/identity/application-passwords | - | 200 | -
POST /api/identity/application-passwords | - | 201 | -
DELETE /api/identity/application-passwords/:id | application password | 204 | 404 no-such-application-password
GET /api/identity/people | - | 200 | -
GET /api/identity/people/:id | person | 200 | 404 no-such-person
POST /api/identity/people | area | 201 | 403 area-not-yours
PATCH /api/identity/people/:id | person | 200 | 404 no-such-person
POST /api/identity/people/:id/password | person | 200 | 404 no-such-person
POST /api/identity/people/:id/transfer | person | 200 | 404 no-such-person
GET /api/identity/people/export | - | 200 | -
GET /api/identity/people/import/template | - | 200 | -
POST /api/identity/people/import | area | 200 | 200
GET /api/identity/posts | - | 200 | -
POST /api/identity/posts | person | 201 | 404 no-such-person
POST /api/identity/posts/:id/substitutions | post | 201 | 404 no-such-post
PATCH /api/identity/posts/:id | post | 200 | 404 no-such-post
DELETE /api/identity/posts/:id | post | 200 | 404 no-such-post
GET /api/identity/departments | - | 200 | -
POST /api/identity/departments | - | 201 | -
PATCH /api/identity/departments/:code | department | 200 | -
GET /api/identity/divisions | - | 200 | -
GET /api/identity/divisions/closed | - | 200 | -
POST /api/identity/divisions/reform-preview | area | 200 | 403 area-not-yours
GET /api/identity/requests | - | 200 | -
POST /api/identity/requests/recovery | person | 201 | 404 no-such-person
POST /api/identity/requests/post-end | administrator post | 201 | 404 no-such-post
POST /api/identity/requests/deactivation | administrator | 201 | 404 no-such-person
POST /api/identity/requests/reactivation | closed administrator | 201 | 404 no-such-person
POST /api/identity/requests/administrator | person | 201 | 404 no-such-person
POST /api/identity/requests/reform | area | 201 | 403 area-not-yours
POST /api/identity/requests/:id/decision | request | 200 | 404 no-such-request
GET /api/identity/feeds | - | 200 | -
POST /api/identity/feeds | area | 201 | 403 area-not-yours
POST /api/identity/feeds/:id/rotation | feed | 200 | 404 no-such-key
DELETE /api/identity/feeds/:id | feed | 204 | 404 no-such-key
GET /api/identity/devices | - | 200 | -
POST /api/identity/devices | area | 201 | 403 area-not-yours
POST /api/identity/devices/:id/rotation | device | 200 | 404 no-such-key
POST /api/identity/devices/:id/admission | screen that waits | 204 | 404 no-such-key
DELETE /api/identity/devices/:id | device | 204 | 404 no-such-key
GET /api/identity/matrix | - | 200 | -
GET /api/identity/hand-overs | - | 200 | -
GET /api/identity/hand-overs/colleagues | - | 200 | -
POST /api/identity/hand-overs | - | 201 | -
POST /api/identity/hand-overs/:id/taking | hand-over | 200 | 404 not-found
POST /api/sealed/openings | contact | 200, clerk 403 not-for-this-post | 404 no-contact
GET /api/sealed/openings/report | - | 200 | -
GET /api/sealed/people | - | 200 | -
GET /api/sealed/own-contact | - | 200 | -
PUT /api/sealed/own-contact | - | 204 | -
DELETE /api/sealed/own-contact | - | 204 | -
PUT /api/sealed/people/:id/contact | person | 204 | 404 no-such-person
GET /api/sealed/incidents/:id | incident | 200 | 404 no-such-incident
POST /api/sealed/emergencies | incident | 201 | 404 no-such-incident
PUT /api/sealed/emergencies/:id/decision | emergency asked for | 200 | 404 no-such-emergency
POST /api/sealed/emergencies/:id/ending | own emergency | 200 | 404 no-such-emergency
GET /api/sealed/emergencies | - | 200 | -
GET /api/sealed/emergencies/:id/report | emergency | 200 | 404 no-such-emergency
POST /api/incidents/:id/acknowledgement | incident | 200 | 404 no-such-incident
POST /api/incidents/:id/notes | incident | 200 | 404 no-such-incident
POST /api/incidents/:id/duplicate-mark | incident | 200 | 404 no-such-incident
POST /api/incidents/:id/closure | incident taken on | 200 | 404 no-such-incident
PUT /api/incidents/:id/location | incident | 200 | 404 no-such-incident
PUT /api/incidents/:id/departments | incident | 200 | 404 no-such-incident
POST /api/incidents/:id/sharing | incident | 200 | 404 no-such-incident
DELETE /api/incidents/:id/sharing/:path | shared incident | 200 | 404 no-such-incident
GET /api/sharing/:kind/:id | site | 200 | 404 nothing-to-share
POST /api/sharing/:kind/:id | site | 200 | 404 nothing-to-share
PUT /api/sharing/:kind/:id/departments | site | 200 | 404 nothing-to-share
DELETE /api/sharing/:kind/:id/:path | shared site | 200 | 404 nothing-to-share
`;

export interface Cell {
  readonly route: string;
  readonly thing: Thing | 'area' | undefined;
  readonly own: (role: PostRole) => string;
  /** Undefined where the route names nothing that could lie elsewhere. */
  readonly other: string | undefined;
}

export const CELLS: readonly Cell[] = LINES.trim()
  .split('\n')
  .map((line) => {
    const [route = '', thing = '', own = '', other = ''] = line.split(' | ');
    return {
      route,
      thing: thing === '-' ? undefined : (thing as Thing | 'area'),
      own: readOwn(own),
      other: other === '-' ? undefined : other,
    };
  });

/** `200, clerk 403 not-for-this-post`: what all are answered, then who is answered otherwise. */
function readOwn(text: string): Cell['own'] {
  const [all = '', ...others] = text.split(', ');
  const apart = new Map(others.map((one) => [one.slice(0, one.indexOf(' ')), one.slice(one.indexOf(' ') + 1)]));
  return (role) => apart.get(role) ?? all;
}

/** What a body speaks of. */
export interface Spoken {
  readonly id: string;
  readonly place: typeof WEST | typeof EAST;
  /** Somebody else of the same area, who holds no post. */
  readonly colleague: string;
  /** Another incident of the same area. */
  readonly twin: string;
  /** Another one each time. */
  readonly no: number;
}

const UNKNOWN_PASSKEY = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'e30' },
  clientExtensionResults: {},
};
const REASON = '核实现场情况';
const pointOf = (place: Spoken['place']) => (place === WEST ? IN_WEST : IN_EAST);
const move = ({ place }: Spoken) => ({ moves: [{ from: place.village, to: `${place.town}999`, name: '改名社区' }] });
const key = ({ place, no }: Spoken) => ({ name: `key ${no}`, areas: [place.county] });

/** Bodies with which the act can be done. */
export const VALID: Readonly<Record<string, (spoken: Spoken) => object>> = {
  'POST /api/identity/sign-in': ({ no }) => ({ login: `nobody-${no}`, password: 'no such password' }),
  'PUT /api/identity/post': ({ id }) => ({ post: id }),
  'PUT /api/identity/password': () => ({ current: 'not the present one', next: 'kettle-harbour-8-window' }),
  'POST /api/identity/sign-in/passkey': () => ({ response: UNKNOWN_PASSKEY }),
  'POST /api/identity/second-factor/passkeys': () => ({ name: '手机', response: UNKNOWN_PASSKEY }),
  'POST /api/identity/proof': () => ({ password: 'not the present one' }),
  'POST /api/identity/sign-in/second-factor': () => ({ code: '123456' }),
  'PUT /api/identity/second-factor/totp': () => ({ code: '123456' }),
  'DELETE /api/identity/second-factor/totp': () => ({ code: '123456' }),
  'POST /api/identity/second-factor/recovery-codes': () => ({ code: '123456' }),
  'PUT /api/identity/area': ({ place }) => ({ path: place.village }),
  'POST /api/identity/application-passwords': () => ({ name: 'QGIS', days: 30 }),
  'POST /api/identity/people': ({ place, no }) => ({ login: `new-${no}`, name: '新人', divisionPath: place.village }),
  'PATCH /api/identity/people/:id': () => ({ name: '改名' }),
  'POST /api/identity/people/:id/transfer': ({ colleague }) => ({ to: colleague }),
  'POST /api/identity/people/import': ({ place, no }) => ({
    csv: `login,name,division\nfile-${no},新人,${place.village}\n`,
    dryRun: true,
  }),
  'POST /api/identity/posts': ({ id }) => ({ personId: id, role: 'clerk', areas: [WEST.town] }),
  'POST /api/identity/posts/:id/substitutions': ({ colleague }) => ({
    personId: colleague,
    areas: [WEST.town],
    from: '2036-07-02T00:00:00Z',
    to: '2036-07-03T00:00:00Z',
  }),
  'PATCH /api/identity/posts/:id': () => ({ title: '值班长' }),
  'POST /api/identity/departments': ({ no }) => ({ code: `new-${no}`, name: `新部门${no}` }),
  'PATCH /api/identity/departments/:code': () => ({ nameEn: 'Renamed' }),
  'POST /api/identity/divisions/reform-preview': move,
  'POST /api/identity/requests/reform': (spoken) => ({ ...move(spoken), reason: REASON }),
  'POST /api/identity/requests/recovery': ({ id }) => ({ personId: id, what: 'second-factor', reason: REASON }),
  'POST /api/identity/requests/post-end': ({ id }) => ({ postId: id, reason: REASON }),
  'POST /api/identity/requests/deactivation': ({ id }) => ({ personId: id, reason: REASON }),
  'POST /api/identity/requests/reactivation': ({ id }) => ({ personId: id, reason: REASON }),
  'POST /api/identity/requests/administrator': ({ id }) => ({
    personId: id,
    role: 'audit-admin',
    areas: [WEST.county],
    reason: REASON,
  }),
  'POST /api/identity/requests/:id/decision': () => ({ approved: false, answer: REASON }),
  'POST /api/identity/feeds': key,
  'POST /api/identity/devices': key,
  'POST /api/identity/devices/:id/admission': ({ id }) => ({ code: codeOfScreen(id) }),
  'POST /api/identity/hand-overs': () => ({ note: '一切正常' }),
  'POST /api/sealed/openings': ({ id }) => ({ incidentId: id, reason: REASON }),
  'PUT /api/sealed/own-contact': () => ({ phone: '13800001111' }),
  'PUT /api/sealed/people/:id/contact': () => ({ phone: '13800001111' }),
  'POST /api/sealed/emergencies': ({ id }) => ({ incidentId: id, hours: 1, reason: REASON }),
  'PUT /api/sealed/emergencies/:id/decision': () => ({ approved: true }),
  'POST /api/incidents/:id/acknowledgement': () => ({ revision: 1 }),
  'POST /api/incidents/:id/notes': () => ({ text: '已到场' }),
  'POST /api/incidents/:id/duplicate-mark': ({ twin }) => ({ revision: 1, of: twin }),
  'POST /api/incidents/:id/closure': () => ({ revision: 1, text: '已处置' }),
  'PUT /api/incidents/:id/location': ({ place }) => ({ revision: 1, point: pointOf(place), address: '门口' }),
  'PUT /api/incidents/:id/departments': () => ({ revision: 1, departments: ['public-security'] }),
  'POST /api/incidents/:id/sharing': () => ({ path: EAST.county, reason: REASON }),
  'PUT /api/sharing/:kind/:id/departments': () => ({ departments: ['public-security'], seen: [] }),
  'POST /api/sharing/:kind/:id': () => ({ path: EAST.county, reason: REASON }),
};
