// Three separated administrators: over all routes that there are, none does another's work, and none sees what the city works with.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.ts';
import { somebodyIn, type Somebody } from './somebody-in.ts';

const CITY = '3202';
let app: TestApp;
let people: Record<'system-admin' | 'security-admin' | 'audit-admin', Somebody>;
beforeAll(async () => {
  app = await startApp();
  people = {
    'system-admin': await somebodyIn(app, 'system-admin', [CITY]),
    'security-admin': await somebodyIn(app, 'security-admin', [CITY]),
    'audit-admin': await somebodyIn(app, 'audit-admin', [CITY]),
  };
});
afterAll(() => app.close());

/** What more than one of them may do: look at what all work with, and what two persons decide. */
const TOGETHER = new Set([
  'identity:read-people',
  'identity:read-devices',
  'identity:read-posts',
  'identity:read-departments',
  'identity:read-divisions',
  'identity:read-matrix',
  'identity:read-requests',
  'identity:ask-recovery',
  'identity:decide',
  // How often sealed contacts were opened, and nothing of them.
  'sealed:count',
]);
const WORDS = ['system-admin', 'security-admin', 'audit-admin'] as const;

/** Acts of oneself, which everybody who is signed in has. */
const isOnesOwn = (who: readonly string[]) => WORDS.every((word) => who.includes(word)) && who.includes('clerk');

it('names each act of an administrator in one hand, but for what they look at and decide together', () => {
  const shared = app.services.declarations
    .all()
    .filter(({ access }) => !access.who.includes('public') && !isOnesOwn(access.who))
    .filter(({ access }) => WORDS.filter((word) => access.who.includes(word)).length > 1)
    .map(({ access }) => access.act);
  expect([...new Set(shared)].filter((act) => !TOGETHER.has(act))).toEqual([]);
});

it('lets none of them near what the city works with', () => {
  const business = app.services.declarations
    .all()
    .filter(
      ({ what, access }) =>
        !access.who.includes('public') &&
        WORDS.some((word) => access.who.includes(word)) &&
        !/identity|audit|sealed|metrics/.test(`${what} ${access.act}`),
    )
    .map(({ what }) => what);
  expect(business).toEqual([]);
});

it('answers 403 to each of them on every route that is not theirs', async () => {
  const routes = app.services.declarations
    .all()
    .filter(({ kind, what, access }) => kind === 'route' && !access.who.includes('public') && !what.includes('HEAD'));
  expect(routes.length).toBeGreaterThan(60);
  for (const word of WORDS) {
    for (const { what, access } of routes.filter(({ access }) => !access.who.includes(word))) {
      const [method = '', url = ''] = what.split(' ');
      const address = url.replace(/:\w+(\([^)]*\))?/g, '00000000-0000-4000-8000-000000000000').replace('*', 'x');
      const answer = await people[word].inject({ method: method.split(',')[0] as 'GET', url: address });
      expect([answer.statusCode, answer.json().type], `${word} ${what} ${access.act}`).toEqual([
        403,
        '/problems/not-allowed',
      ]);
    }
  }
});

it('shows the matrix as it is declared', async () => {
  const { status, body } = await people['audit-admin'].ask('GET', '/matrix');
  expect(status).toBe(200);
  const declared = app.services.declarations.all();
  expect(body).toHaveLength(declared.length);
  expect(body).toContainEqual({
    kind: 'route',
    what: 'POST /api/identity/people',
    act: 'identity:manage-people',
    who: ['system-admin'],
    area: 'own',
    data: 'internal',
    purposes: [],
  });
  expect(new Set(body.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(declared.map(({ kind }) => kind)));
});
