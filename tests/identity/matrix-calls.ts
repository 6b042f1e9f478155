// How each route is called by the matrix: the thing that it names, a body that it understands, and what it then answers.
import { idOf, PERCHES, type Perch } from '../support/canaries.ts';
import { WEST } from '../incidents/town.ts';

export type Whose = 'own' | 'other' | 'none';

export interface Call {
  readonly path: string;
  readonly payload?: object;
  readonly headers: Readonly<Record<string, string>>;
  /** Answers that fit, by whose the thing is. */
  readonly answers: (whose: Whose) => readonly number[];
}

/** The number of the canary that an address names, the longest beginning first. */
const THINGS: readonly (readonly [RegExp, number])[] = [
  [/^\/api\/identity\/people\/:id/, 21],
  [/^\/api\/identity\/posts\/:id/, 22],
  [/^\/api\/identity\/sessions\/:id/, 9],
  [/^\/api\/identity\/application-passwords\/:id/, 10],
  [/^\/api\/identity\/feeds\/:id/, 20],
  [/^\/api\/identity\/devices\/:id/, 11],
  [/^\/api\/identity\/requests\/:id/, 12],
  [/^\/api\/identity\/hand-overs\/:id/, 16],
  [/^\/api\/sealed\/emergencies\/:id/, 12],
  [/^\/api\/sealed\/people\/:id/, 21],
  [/^\/api\/files\/photos\/:id/, 4],
  [/^\/api\/imports\/:id/, 5],
  [/^\/api\/walls\/:id/, 6],
  [/^\/api\/views\/:id/, 8],
];
/** Of the canary that an address names. */
export const numberOf = (url: string) => THINGS.find(([address]) => address.test(url))?.[1] ?? 1;

const TRIAL = { method: 'four-colour', input: { level: 2 } };
/** Bodies that the routes understand; a revision that is long gone, so that nothing changes while the table is gone through. */
const BODIES: Readonly<Record<string, (perch: Perch) => object>> = {
  'POST /api/incidents/:id/acknowledgement': () => ({ revision: 999 }),
  'POST /api/incidents/:id/notes': () => ({ text: 'seen' }),
  'POST /api/incidents/:id/duplicate-mark': (perch) => ({ revision: 999, of: idOf(perch, 1) }),
  'POST /api/incidents/:id/closure': () => ({ revision: 999, text: 'over' }),
  'PUT /api/incidents/:id/location': (perch) => ({ revision: 999, point: PERCHES[perch].point }),
  'PUT /api/incidents/:id/departments': () => ({ revision: 999, departments: [] }),
  'POST /api/incidents/:id/sharing': () => ({ path: '3202', reason: 'x' }),
  'POST /api/hazards/:id/assessment-trials': () => TRIAL,
  'POST /api/hazards/:id/assessments': () => ({ trial: TRIAL, basis: 'seen', seen: null }),
  'POST /api/sharing/:kind/:id': () => ({ path: '3202', reason: 'x' }),
  'PUT /api/sharing/:kind/:id/departments': () => ({ departments: [], seen: ['housing'] }),
  'PATCH /api/walls/:id': () => ({ name: 'x' }),
  'PUT /api/views/:id': () => ({ name: 'x', address: '?a', shared: true, revision: 999 }),
  'POST /api/files/map-print': () => ({}),
};
const QUERIES: Readonly<Record<string, string>> = {
  'GET /api/search': '?q=canarywest',
  'GET /api/grids/at': '?lon=120.1&lat=31.55',
  'GET /api/sealed/openings/report': '?month=2026-07',
  'GET /api/incidents/turns': '?from=2026-07-01T00:00:00Z&until=2026-07-01T10:00:00Z',
};

/** What is a person's own: it needs a session, which nobody here has; the routes' own tests bring one. */
const OF_A_SESSION =
  /^(GET|POST|PUT|DELETE) \/api\/identity\/(second-factor|sessions|application-passwords)|^(POST|DELETE|PATCH|PUT) \/api\/(identity|sealed)\//;
/** Addresses that answer something of their own, whoever may call. */
const PARTICULAR: Readonly<Record<string, readonly number[]>> = {
  'GET /public/': [308],
  'GET /api/tiles/:layer/:version/:scopeKey/:z/:x/:y': [404],
  'GET /api/city/places/:id': [404],
  'GET /api/city/basemap/:file': [400],
  'GET /api/city/tianditu/:layer/:z/:x/:y': [400],
  'GET /api/identity/oidc/start': [303],
  'GET /api/identity/oidc/callback': [303],
  // Figures of all counties, asked for by those of one.
  'GET /metrics': [403],
  // What is declared of topics and collections is asked for one by one.
  'GET /api/live/position/:topic': [200, 404],
  'GET /ogc/collections/:id': [200, 404],
  'GET /ogc/collections/:id/schema': [200, 404],
  'GET /ogc/collections/:id/items': [200, 404],
  'GET /ogc/collections/:id/items/:featureId': [200, 404],
  // What the session's own post oversees, and what lies in the areas of all who have a part in it.
  'GET /api/sealed/emergencies/:id/report': [200, 404],
  'GET /api/audit/entries/:no': [200, 404],
  'GET /api/walls/remote': [200, 401],
  'DELETE /api/walls/remote': [204, 401],
};

const OK = [200, 201, 202, 204];
/** Understood and refused for what was sent: nobody was turned away. */
const NOT_SO = [400, 409, 410, 412, 413, 415, 422];

export function valuesOf(route: string, perch: Perch): Call {
  const [method = '', url = ''] = route.split(' ');
  const body = BODIES[route]?.(perch);
  const path = url
    .replace(':kind', 'sites')
    .replace(/:dataset/, 'sites')
    .replace(/:format/, 'csv')
    .replace(':topic', 'incidents')
    .replace(/:(id|featureId)/, /ogc/.test(url) ? 'sites' : idOf(perch, numberOf(url)))
    .replace(':featureId', `canary${perch}`)
    .replace(':code', PERCHES[perch].codes.grid)
    .replace(/:path/, /divisions/.test(url) ? WEST.county : '3202')
    .replace(/:[a-zA-Z]+/g, '1');
  return {
    path: path + (QUERIES[route] ?? ''),
    headers: {},
    ...(method !== 'GET' && method !== 'DELETE' && { payload: body ?? {} }),
    answers: (whose) => answersOf(route, whose, body !== undefined),
  };
}

function answersOf(route: string, whose: Whose, isUnderstood: boolean): readonly number[] {
  const particular = PARTICULAR[route];
  if (particular) return particular;
  if (OF_A_SESSION.test(route)) return [...OK, ...NOT_SO, 401, 403, 404];
  const [method = '', url = ''] = route.split(' ');
  const namesThing = /:id|:code|:featureId/.test(url);
  if (method === 'GET') return whose === 'own' || !namesThing ? OK : [404];
  if (namesThing && whose !== 'own') return isUnderstood || method === 'DELETE' ? [404] : [404, 400, 415, 422];
  return [...OK, ...NOT_SO, 404];
}
