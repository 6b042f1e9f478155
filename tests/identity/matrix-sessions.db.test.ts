// The privilege matrix for people who are really signed in: what asks for a session, and the acts, done as far as they go.
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { hashSecret } from '../../server/identity/algorithms/secret-hash.ts';
import { PostRole } from '../../server/identity/contract.ts';
import type { Access } from '../../server/identity/guard.ts';
import { openSession } from '../../server/identity/sessions.ts';
import { EAST, loadTown, WEST } from '../incidents/town.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { CELLS, VALID, type Cell } from './matrix-cells.ts';
import { anIncident, aPerson, THINGS, type Place } from './matrix-things.ts';

let app: TestApp;
let accessOf: ReadonlyMap<string, Access>;
beforeAll(async () => {
  app = await startApp();
  await loadTown(app.database.owner);
  accessOf = new Map(
    app.services.declarations.all().flatMap(({ kind, what, access }) => (kind === 'route' ? [[what, access]] : [])),
  );
});
afterAll(() => app.close());

/** Of a provider: its own tests run one. Of a screen: it has a key and no session. */
const ELSEWHERE = /\/oidc\/|\/device-session$|^DELETE \/api\/identity\/session$/;

it('has a line for every route of identity, of what is sealed, and of every act on incidents and sharing', () => {
  const asked = [...accessOf.keys()].filter(
    (route) => /^\w+ \/api\/(identity|sealed|sharing)\//.test(route) || /^\w+ \/api\/incidents\/:id\//.test(route),
  );
  const wanted = asked.filter((route) => !/^HEAD /.test(route) && !ELSEWHERE.test(route));
  expect(CELLS.map(({ route }) => route).sort()).toEqual(wanted.sort());
});

interface SignedIn {
  readonly personId: string;
  readonly cookie: string;
}

/** Somebody of the west in a post, or who has not taken one. */
async function signIn(role: PostRole | undefined): Promise<SignedIn> {
  const { database, services, clock } = app;
  const personId = await aPerson({ app, place: WEST });
  const token = await openSession(
    services.db,
    { personId, openedBy: 'password', address: undefined, agent: undefined },
    clock(),
  );
  if (role)
    await database.owner.one(sql`
      WITH post AS (
        INSERT INTO identity.post (person_id, role, areas, unit, valid_from)
        VALUES (${personId}, ${role}, ${[WEST.county]}, ${role === 'unit' ? '一号库' : null}, ${clock()}) RETURNING id)
      UPDATE identity.session SET post_id = post.id, second_factor_at = ${clock()} FROM post WHERE token_hash = ${hashSecret(token)}`);
  return { personId, cookie: `fengsui-session=${token}` };
}

const OF_A_COLLEAGUE = /\/(transfer|substitutions)$/;
/** What changes who one is, or what one has: asked by somebody new each time. */
const OF_ONESELF = /\/identity\/(post$|proof|password|sessions|second-factor|sign-in)|\/emergencies/;

let calls = 0;

/** Calls a route about something of a place. @param who undefined: nobody signed in @returns status and code, as the table says them */
async function call(
  { route, thing }: Cell,
  who: SignedIn | undefined,
  place: Place,
  isTried: boolean,
): Promise<string> {
  const [method, url = ''] = route.split(' ') as [NonNullable<InjectOptions['method']>, string];
  const colleague = isTried && (place === EAST || OF_A_COLLEAGUE.test(route)) ? await aPerson({ app, place }) : '';
  // Of another county, or of another person of it: what is nobody else's business is not there either.
  const personId = place === WEST ? (who?.personId ?? '') : colleague;
  const isMade = isTried && thing !== undefined && thing !== 'area';
  const id = isMade ? await THINGS[thing]({ app, place, personId }) : '00000000-0000-4000-8000-000000000001';
  const twin = isTried && route.includes('duplicate') ? await anIncident({ app, place }) : '';
  const payload = VALID[route]?.({ id, place, colleague, twin, no: (calls += 1) });
  const purpose = accessOf.get(route)!.purposes?.[0];
  const answer = await app.inject({
    method,
    url: url
      .replace(':kind', 'sites')
      .replace(/:(id|code)/, id)
      .replace(':path', EAST.county)
      .replace(/report$/, thing === undefined ? 'report?month=2026-07' : 'report'),
    remoteAddress: `10.${calls >> 16}.${(calls >> 8) & 255}.${calls & 255}`,
    headers: {
      host: 'localhost:8080',
      origin: 'http://localhost:8080',
      ...(who && { cookie: who.cookie }),
      ...(purpose && { 'x-purpose': purpose }),
    },
    ...(payload ? { payload } : method !== 'GET' && method !== 'DELETE' ? { payload: {} } : {}),
  });
  const code = answer.statusCode >= 400 ? ` ${answer.json<{ type: string }>().type.replace('/problems/', '')}` : '';
  return `${answer.statusCode}${code}`;
}

const isOpenTo = (route: string, role: PostRole) =>
  accessOf.get(route)!.who.some((caller) => caller === 'public' || caller === role);

describe.each(PostRole.enum)('%s, signed in', (role) => {
  it('does what is theirs, where it is theirs, and nothing else', async () => {
    const answered: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    const usual = await signIn(role);
    for (const cell of CELLS) {
      const { route, own, other } = cell;
      const isOpen = isOpenTo(route, role);
      const ask = async (place: Place) =>
        call(cell, isOpen && OF_ONESELF.test(route) ? await signIn(role) : usual, place, isOpen);
      answered[`${route} in own`] = await ask(WEST);
      wanted[`${route} in own`] = isOpen ? own(role) : '403 not-allowed';
      if (other === undefined) continue;
      answered[`${route} in other`] = await ask(EAST);
      wanted[`${route} in other`] = isOpen ? other : '403 not-allowed';
    }
    expect(answered).toEqual(wanted);
  });
});

it.each(['nobody', 'somebody without a post'])('lets %s do nothing of it', async (who) => {
  for (const cell of CELLS.filter(({ route }) => !accessOf.get(route)!.who.includes('public')))
    expect(await call(cell, who === 'nobody' ? undefined : await signIn(undefined), WEST, false), cell.route).toBe(
      '401 not-signed-in',
    );
});
