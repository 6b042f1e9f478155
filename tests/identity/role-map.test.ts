import { expect, it } from 'vitest';
import { claimValues, clash, parseRoleMap, postsOf } from '../../server/identity/algorithms/role-map.ts';
import { wayBack } from '../../server/identity/algorithms/way-back.ts';

const DUTY = { role: 'duty-officer', areas: ['320205', '320213'], departments: ['emergency', 'housing'] };
const SECURITY = { role: 'security-admin', areas: ['3202'], departments: ['*'] };

it('reads both forms to the same posts', () => {
  const compact = parseRoleMap(
    'cn=duty,ou=x = duty-officer @ 320205, 320213 / emergency,housing; sec = !security-admin @ 3202',
  );
  const json = parseRoleMap(
    JSON.stringify({ 'cn=duty,ou=x': DUTY, sec: [{ role: 'security-admin', areas: ['3202'], administrator: true }] }),
  );
  expect([...compact]).toEqual([...json]);
  expect(postsOf(json, ['cn=duty,ou=x', 'sec', 'unknown', 'sec'])).toEqual([DUTY, SECURITY]);
});

it.each([
  ['a role that is not known', 'x = emperor @ 3202'],
  ['an administrator by accident', 'x = system-admin @ 3202'],
  ['the mark of an administrator on another', 'x = !clerk @ 3202'],
  ['areas that are none', 'x = clerk @ 320'],
  ['no areas', '{"x":{"role":"clerk","areas":[]}}'],
  ['no areas that are texts', '{"x":{"role":"clerk","areas":[3202]}}'],
  ['departments that are no codes', 'x = clerk @ 3202 / *,housing'],
  ['no role at all', '{"x":null}'],
  ['half a JSON', '{"x":'],
  ['half an entry', 'x = clerk'],
])('refuses %s', (_what, text) => expect(() => parseRoleMap(text)).toThrow(RangeError));

it('sees which posts exclude each other', () => {
  const map = parseRoleMap('a = clerk @ 3202; b = analyst @ 3202; c = !audit-admin @ 3202; d = !system-admin @ 3202');
  expect([['a', 'b'], ['c'], [], ['a', 'c'], ['c', 'd']].map((values) => clash(postsOf(map, values)))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});

it('finds a claim by its name, or inside of another', () => {
  const claims = { roles: 'one', 'a.b': ['flat'], realm_access: { roles: ['two', 3, 'four'] } };
  expect(claimValues(claims, 'roles')).toEqual(['one']);
  expect(claimValues(claims, 'a.b')).toEqual(['flat']);
  expect(claimValues(claims, 'realm_access.roles')).toEqual(['two', 'four']);
  for (const name of ['groups', 'realm_access.none.more', 'constructor', '__proto__.toString', 'roles.length'])
    expect(claimValues(claims, name)).toEqual([]);
});

it.each([
  ['/wall?x=1#y', '/wall?x=1#y'],
  ['/a/../b', '/b'],
  ['/?sign-in-problem=oidc-denied&t=1', '/?t=1'],
  [undefined, '/'],
  ['wall', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/\n/evil.example', '/'],
  ['/api/identity/session', '/'],
])('goes back from %s to %s', (asked, to) => expect(wayBack(asked, 'https://fengsui.example.cn')).toBe(to));
