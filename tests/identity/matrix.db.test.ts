// The privilege matrix: everything that is declared, called by everybody, in their own area, in another, and in none.
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { Caller } from '../../server/identity/contract.ts';
import type { Access } from '../../server/identity/guard.ts';
import type { Declaration } from '../../server/platform/declarations.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';
import { idOf, seedCanaries, songOf } from '../support/canaries.ts';
import { WEST } from '../incidents/town.ts';
import { valuesOf, type Whose } from './matrix-calls.ts';
import { AUDIENCES, MATRIX } from './matrix-rows.ts';

const CALLERS = Caller.enum;

let app: TestApp;
let declared: readonly Declaration[];
beforeAll(async () => {
  app = await startApp();
  await seedCanaries(app.database.owner);
  await app.database.owner.one(sql`UPDATE platform.topic SET seq = 100000 WHERE name = 'incidents'`);
  declared = app.services.declarations.all();
});
afterAll(() => app.close());

const nameOf = ({ kind, what }: Declaration) => (kind === 'route' ? what : `${kind} ${what}`);
const rows = new Map(
  MATRIX.trim()
    .split('\n')
    .map((line) => {
      const [what = '', who = ''] = line.split(' | ');
      return [what, [...new Set(who.split(' ').flatMap((word) => AUDIENCES[word] ?? [word as Caller]))].sort()];
    }),
);
/** What answers a HEAD is what answers the GET. */
const isHead = ({ what }: Declaration) => what.startsWith('HEAD ');

it('has one line for each declaration, and it says who', () => {
  const found = declared.filter((one) => !isHead(one)).map((one) => [nameOf(one), [...one.access.who].sort()]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(rows));
  for (const [, who] of rows) for (const caller of who) expect(CALLERS).toContain(caller);
});

it('lets nobody ask for the head of what he may not see', () => {
  const accessOf = new Map(declared.map((one) => [one.what, one.access]));
  for (const { what, access } of declared.filter(isHead)) {
    const url = what.slice(5);
    const whole = [url, url.replace(/\/$/, ''), `${url}/`].map((one) => accessOf.get(`GET ${one}`)).find(Boolean);
    expect(whole ?? accessOf.get(`GET,POST ${url}`), what).toEqual(access);
  }
});

/** What takes things away comes last. */
const inOrder = (all: readonly Declaration[]) =>
  all
    .filter(({ kind, what }) => kind === 'route' && !/^(HEAD|GET,POST) /.test(what))
    .sort((one, other) => Number(one.what.startsWith('DELETE')) - Number(other.what.startsWith('DELETE')));

const mayCall = (access: Access, caller: Caller) => access.who.includes('public') || access.who.includes(caller);
const lastOf = ({ who }: Access) => CALLERS.findLast((caller) => who.includes(caller));
const AREAS: readonly Whose[] = ['other', 'none', 'own'];

/** Somebody in the west, asking for what lies there or in the east; or somebody of no area at all. */
function scopeOf(role: Caller, whose: Whose): TestScope {
  const actor =
    role === 'feed'
      ? idOf('west', 20)
      : role === 'remote'
        ? idOf('west', 7)
        : whose === 'none'
          ? 'nobody'
          : songOf('west');
  return { role, areas: whose === 'none' || role === 'public' ? [] : [WEST.county], actor };
}

describe.each(CALLERS)('%s', (caller) => {
  it('is answered as declared by every route, in every area', async () => {
    const wrong: string[] = [];
    const called = inOrder(declared);
    for (const whose of AREAS)
      for (const declaration of called) {
        const [method, url] = declaration.what.split(' ') as [InjectOptions['method'], string];
        const { path, payload, answers, headers } = valuesOf(`${method} ${url}`, whose === 'other' ? 'east' : 'west');
        if (
          method === 'DELETE' &&
          whose === 'own' &&
          caller !== lastOf(declaration.access) &&
          mayCall(declaration.access, caller)
        )
          continue; // what is gone cannot be asked for by the next
        const purpose = declaration.access.purposes?.[0];
        const { statusCode, body } = await app.as(scopeOf(caller, whose)).inject({
          method: method!,
          url: path,
          headers: { ...headers, ...(purpose && { 'x-purpose': purpose }) },
          ...(payload !== undefined && { payload }),
        });
        const fits = mayCall(declaration.access, caller)
          ? answers(whose).includes(statusCode)
          : statusCode === (caller === 'public' ? 401 : 403);
        if (!fits)
          wrong.push(
            `${declaration.what} in ${whose}: ${statusCode}, not ${mayCall(declaration.access, caller) ? answers(whose).join('/') : 'refused'}; ${body.slice(0, 120)}`,
          );
      }
    expect(wrong).toEqual([]);
  });

  it('sees the layers, datasets and topics that are declared for it, and no other', async () => {
    const { inject } = app.as(scopeOf(caller, 'own'));
    const open = (kind: Declaration['kind']) =>
      declared
        .filter((one) => one.kind === kind && mayCall(one.access, caller))
        .map(({ what }) => what.split('/').at(-1)!);
    const layers = (await inject('/api/layers')).json<{ layer: string }[]>().map(({ layer }) => layer);
    expect(layers.sort()).toEqual(open('layer').sort());
    for (const { what } of declared.filter(({ kind }) => kind === 'topic'))
      expect((await inject(`/api/live/position/${what}`)).statusCode, what).toBe(
        open('topic').includes(what) ? 200 : 404,
      );
    const collections = (await inject('/ogc/collections'))
      .json<{ collections: { id: string }[] }>()
      .collections.map(({ id }) => id);
    const published = ['hazards', 'shelters'];
    expect(collections.sort()).toEqual(
      [...new Set([...open('dataset').filter((name) => name !== 'incidents'), ...published])].sort(),
    );
  });
});

it('runs no command for anybody but an operator', () => {
  const commands = declared.filter(({ kind }) => kind === 'command');
  expect(commands.length).toBeGreaterThan(20);
  for (const { what, access } of commands) expect(access.who, what).toEqual(['operator']);
});

it('does not start with a command, route or topic that says nothing of who may', () => {
  for (const kind of ['command', 'route', 'topic', 'layer', 'dataset'] as const)
    expect(() => app.services.declarations.add(kind, 'GET /api/nobody', undefined), kind).toThrow(
      'does not declare its access',
    );
});
