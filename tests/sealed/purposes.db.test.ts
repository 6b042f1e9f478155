// Personal data is asked for with a purpose of the closed list, or not at all; and none of it can be taken away in bulk.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { Purpose } from '../../server/identity/contract.ts';
import type { Declaration } from '../../server/platform/declarations.ts';
import { startApp, type TestApp } from '../support/app.ts';

const PURPOSES = Purpose.enum;

let app: TestApp;
let personal: readonly Declaration[];
beforeAll(async () => {
  app = await startApp();
  personal = app.services.declarations.all().filter(({ access }) => access.data === 'personal');
});
afterAll(() => app.close());

async function call({ what, access }: Declaration, purpose?: string) {
  const [method = '', path = ''] = what.split(' ');
  const answer = await app.as({ role: access.who[0]!, areas: ['3202'], actor: `asks ${what}` }).inject({
    method: method as 'POST',
    url: path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000'),
    headers: { host: 'localhost:8080', origin: 'http://localhost:8080', ...(purpose && { 'x-purpose': purpose }) },
  });
  return { status: answer.statusCode, type: answer.body === '' ? undefined : answer.json<{ type?: string }>().type };
}

const refusalsOf = async (what: string) =>
  (
    await app.database.owner.many(sql`
    SELECT no FROM audit.entry WHERE actor = ${`asks ${what}`} AND object = 'identity.purpose/refused'`)
  ).length;

it('refuses every request for personal data without a purpose that fits, and keeps each refusal', async () => {
  expect(personal.map(({ what }) => what)).toContain('POST /api/sealed/openings');
  for (const one of personal) {
    expect(one.kind, one.what).toBe('route');
    const foreign = PURPOSES.find((purpose) => !one.access.purposes!.includes(purpose))!;
    for (const purpose of [undefined, 'anything', foreign])
      expect(await call(one, purpose), `${one.what} ${purpose}`).toEqual({
        status: 403,
        type: '/problems/purpose-needed',
      });
    expect(await refusalsOf(one.what), one.what).toBe(3);
  }
});

it('lets every purpose that fits past that door', async () => {
  for (const one of personal)
    for (const purpose of one.access.purposes!)
      expect((await call(one, purpose)).type, `${one.what} ${purpose}`).not.toBe('/problems/purpose-needed');
});

it('has no way to take raw personal data away: no dataset, layer, topic, export or command, and no answer to a GET', () => {
  const ways = app.services.declarations.all().filter(({ access }) => access.data === 'personal');
  expect(ways.filter(({ kind }) => kind !== 'route')).toEqual([]);
  expect(ways.filter(({ what }) => /^(GET|HEAD)|export|\/ogc\/|\/tiles\//.test(what))).toEqual([]);
});
