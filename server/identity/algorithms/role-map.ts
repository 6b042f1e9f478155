// Which posts the values of a provider's claim stand for. Pure.
import { ADMINISTRATOR_ROLES, BUSINESS_ROLES } from '../contract.ts';

export interface MappedPost {
  readonly role: (typeof BUSINESS_ROLES)[number] | (typeof ADMINISTRATOR_ROLES)[number];
  readonly areas: readonly string[];
  /** Codes, or `*` alone. */
  readonly departments: readonly string[];
}

export type RoleMap = ReadonlyMap<string, readonly MappedPost[]>;

const PATH = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/;
const DEPARTMENT = /^[a-z][a-z0-9-]{0,39}$/;

/**
 * Reads a map of roles, in either form:
 *
 * - JSON: `{ "duty": { "role": "duty-officer", "areas": ["3202"], "departments": ["emergency"] } }`; an array for several posts.
 * - compact: `duty = duty-officer @ 320205,320213 / emergency,housing; sec = !security-admin @ 3202`
 *
 * Departments are all where none are named. An administrator is one only where it is said so: `"administrator": true`, or `!`.
 *
 * @throws RangeError saying which value is not right and why
 */
export function parseRoleMap(text: string): RoleMap {
  const entries = text.trim().startsWith('{') ? readJson(text) : readCompact(text);
  const map = new Map<string, MappedPost[]>();
  for (const [value, post] of entries) map.set(value, [...(map.get(value) ?? []), checkPost(value, post)]);
  return map;
}

/** The posts of all values, each once. */
export function postsOf(map: RoleMap, values: readonly string[]): MappedPost[] {
  const posts = new Map(values.flatMap((value) => map.get(value) ?? []).map((post) => [keyOf(post), post]));
  return [...posts.values()];
}

/** The same for posts that allow the same. */
export const keyOf = ({ role, areas, departments }: MappedPost): string =>
  JSON.stringify([role, areas.toSorted(), departments.toSorted()]);

/** Whether one person may not hold them all: an administrator is nothing else beside it. */
export function clash(posts: readonly MappedPost[]): boolean {
  const classOf = ({ role }: MappedPost) => (isAdministrator(role) ? role : 'business');
  return new Set(posts.map(classOf)).size > 1;
}

/** What a claim says, as texts: one, several, or none; `a.b` also reaches into the claim `a`. */
export function claimValues(claims: Readonly<Record<string, unknown>>, name: string): string[] {
  const found = Object.hasOwn(claims, name) ? claims[name] : reach(claims, name.split('.'));
  return [found].flat().filter((value): value is string => typeof value === 'string');
}

function reach(claims: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return claims;
  if (typeof claims !== 'object' || claims === null || !Object.hasOwn(claims, name)) return undefined;
  return reach((claims as Record<string, unknown>)[name], rest);
}

interface Written {
  readonly role?: unknown;
  readonly areas?: unknown;
  readonly departments?: unknown;
  readonly administrator?: unknown;
}

function readJson(text: string): [string, Written][] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new RangeError('it is no JSON');
  }
  return Object.entries(read as Record<string, unknown>).flatMap(([value, given]) =>
    [given].flat().map((post): [string, Written] => [value, (post ?? {}) as Written]),
  );
}

function readCompact(text: string): [string, Written][] {
  const parts = text.split(/[;\n]/).map((part) => part.trim());
  return parts.flatMap((part): [string, Written][] => {
    if (part === '') return [];
    const [, value, mark, role, areas, departments] =
      /^(\S.*?)\s*=\s*(!?)\s*([a-z-]+)\s*@\s*([\d,\s]+?)\s*(?:\/\s*([a-z0-9*,\s-]+))?$/.exec(part) ?? [];
    if (value === undefined) throw new RangeError(`"${part}" is not written as value = role @ areas / departments`);
    return [[value, { role, areas: list(areas), departments: list(departments ?? '*'), administrator: mark === '!' }]];
  });
}

const list = (text = '') => text.split(',').map((one) => one.trim());

function checkPost(value: string, { role, areas, departments = ['*'], administrator = false }: Written): MappedPost {
  const known = [...BUSINESS_ROLES, ...ADMINISTRATOR_ROLES].find((one) => one === role);
  if (!known) throw new RangeError(`"${value}" names a role that is not known`);
  if (isAdministrator(known) !== (administrator === true))
    throw new RangeError(`"${value}" must say that it makes an administrator exactly where it does`);
  if (!areTexts(areas) || areas.length === 0 || !areas.every((path) => PATH.test(path)))
    throw new RangeError(`"${value}" names areas that are no division paths`);
  const all = areTexts(departments) && departments.length === 1 && departments[0] === '*';
  if (!areTexts(departments) || !(all || departments.every((code) => DEPARTMENT.test(code))))
    throw new RangeError(`"${value}" names departments that are no codes`);
  return { role: known, areas, departments };
}

const areTexts = (given: unknown): given is string[] =>
  Array.isArray(given) && given.every((one) => typeof one === 'string');

const isAdministrator = (role: MappedPost['role']): boolean =>
  (ADMINISTRATOR_ROLES as readonly string[]).includes(role);
