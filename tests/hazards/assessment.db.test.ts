// Assessments through the routes: trials, residents counted from the grids, what is kept, and who was faster.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { installSchemes, installShippedSchemes } from '../../server/hazards/schemes/store.ts';
import type { Assessment, MajorHazardOutcome, Scheme } from '../../server/hazards/assessment/contract.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { boxArea, twoCounties } from '../support/builders/grids.ts';
import { aHazard } from '../support/builders/hazards.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
  await settle(app, {
    ...twoCounties(),
    hazards: [
      aHazard({ code: 'H-1', level: null }),
      aHazard({ code: 'H-2', level: null, geometry: boxArea([120.2005, 31.05, 120.201, 31.0505]) }),
    ],
  });
  await app.database.owner.one(sql`UPDATE grids.grid SET population = 100000`);
  await installShippedSchemes(app.services);
});
afterAll(() => app.close());

const idOf = async (code: string) =>
  (await app.database.owner.one<{ id: string }>(sql`SELECT id FROM hazards.hazard WHERE code = ${code}`))!.id;
const CHLORINE_STORE = {
  method: 'gb-18218',
  input: {
    units: [{ name: '液氯库', kind: 'storage', holdings: [{ cas: '7782-50-5', quantityT: 12 }] }],
    persons: 60,
    personsReason: '入户核查',
  },
} as const;
const staff = (areas: readonly string[]) => app.database.as({ role: 'staff', areas, departments: ['*'], actor: 'x' });
const post = (path: string, payload: object, scope = {}) =>
  app.as({ areas: ['3202'], ...scope }).inject({ method: 'POST', url: `/api/hazards/${path}`, payload });
const assessmentsOf = async (id: string, query = '') =>
  (await app.inject(`/api/hazards/${id}/assessments${query}`)).json<Assessment[]>();

it('answers the schemes in force, each with the clauses of its figures', async () => {
  const schemes = (await app.inject('/api/hazards/schemes')).json<Scheme[]>();
  expect(schemes.map(({ method, version }) => `${method} ${version}`).sort()).toEqual([
    'food-grade 2016',
    'four-colour 2023',
    'gb-18218 2018',
    'lec 1976',
    'risk-matrix 5x5',
  ]);
});

it('tries an assessment and keeps nothing of it', async () => {
  const id = await idOf('H-1');
  const answer = await post(`${id}/assessment-trials`, CHLORINE_STORE);
  // 12 t of chlorine: S = 2.4, R = 1.5·4·2.4 = 14.4.
  expect(answer.json()).toMatchObject({ grade: 3, level: 3, alpha: 1.5, units: [{ s: 2.4, r: 14.4 }] });
  expect(await assessmentsOf(id)).toEqual([]);
  expect((await app.inject(`/api/hazards/${id}`)).json()).toMatchObject({ level: null });
});

it('assesses: the working is kept, the hazard has the level, the past keeps what it was', async () => {
  const id = await idOf('H-1');
  const before = app.clock().toISOString();
  app.clock.advance(60);
  const made = await post(`${id}/assessments`, { trial: CHLORINE_STORE, basis: '2026 年度评估报告', seen: null });
  expect(made.statusCode).toBe(201);
  expect(made.json()).toMatchObject({
    version: '2018',
    actor: 'tester',
    basis: '2026 年度评估报告',
    trial: CHLORINE_STORE,
    outcome: { grade: 3, persons: 60, personsReason: '入户核查', unconfirmed: [] },
  });
  expect((await app.inject(`/api/hazards/${id}`)).json()).toMatchObject({ level: 3 });
  expect((await app.inject(`/api/hazards/${id}?asKnownAt=${before}`)).json()).toMatchObject({ level: null });
  expect(await assessmentsOf(id, `?asKnownAt=${before}`)).toEqual([]);
  const [entry] = await app.database.owner.many<{ act: string; after: Assessment }>(
    sql`SELECT act, after FROM audit.entry WHERE object = ${`hazards.hazard/${id}`} ORDER BY no DESC LIMIT 1`,
  );
  expect(entry).toMatchObject({ act: 'hazards:assess', after: { basis: '2026 年度评估报告' } });
});

it('is due again after three years, as the scheme says', async () => {
  const [made] = await assessmentsOf(await idOf('H-1'));
  const [at, dueAt] = [new Date(made!.at), new Date(made!.dueAt)];
  expect(dueAt.getUTCFullYear() - at.getUTCFullYear()).toBe(3);
  expect([dueAt.getUTCMonth(), dueAt.getUTCDate()]).toEqual([at.getUTCMonth(), at.getUTCDate()]);
});

it('lets nobody write over an assessment that he has not seen', async () => {
  const id = await idOf('H-1');
  const four = { method: 'four-colour', input: { level: 1 } };
  const late = await post(`${id}/assessments`, { trial: four, basis: '复评', seen: null });
  expect([late.statusCode, late.json<{ type: string }>().type]).toEqual([409, '/problems/assessed-meanwhile']);
  const [seen] = await assessmentsOf(id);
  const answers = await Promise.all(
    [1, 2].map((level) =>
      post(`${id}/assessments`, { trial: { method: 'four-colour', input: { level } }, basis: '复评', seen: seen!.id }),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
  expect(await assessmentsOf(id)).toHaveLength(2);
});

it('counts residents from the grids by the share of each that lies within 500 m', async () => {
  const id = await idOf('H-1');
  const { input } = CHLORINE_STORE;
  const answer = await post(`${id}/assessment-trials`, { method: 'gb-18218', input: { units: input.units } });
  const reference = await app.database.owner.one<{ counted: number }>(sql`
    SELECT round(sum(g.population * ST_Area(ST_Intersection(g.geom, z.geom)::geography) / ST_Area(g.geom::geography)))::integer AS counted
      FROM grids.grid g, (SELECT ST_Buffer(ST_SetSRID(ST_MakePoint(120.05, 31.05), 4326)::geography, 500)::geometry AS geom) z
     WHERE ST_Intersects(g.geom, z.geom)`);
  expect(answer.json<MajorHazardOutcome>().residents).toEqual({
    radiusM: 500,
    counted: reference!.counted,
    gridsWithout: 0,
  });
});

it('counts across the border of the area, and nothing for a hazard that is not there for the caller', async () => {
  const id = await idOf('H-2');
  const trial = { method: 'gb-18218', input: { units: CHLORINE_STORE.input.units } };
  const [whole, county] = await Promise.all([
    post(`${id}/assessment-trials`, trial),
    post(`${id}/assessment-trials`, trial, { areas: ['320213'] }),
  ]);
  expect(county.json<MajorHazardOutcome>().residents).toEqual(whole.json<MajorHazardOutcome>().residents);
  const elsewhere = await post(`${id}/assessment-trials`, trial, { areas: ['320205'] });
  expect(elsewhere.statusCode).toBe(404);
  const scope = { role: 'staff', areas: ['320205'], departments: ['*'] } as const;
  const around = await app.database
    .as({ ...scope, unit: null, actor: 'x' } as never)
    .one(sql`SELECT counted FROM hazards.residents_around(${id}, 500)`);
  expect(around).toEqual({ counted: null });
});

it.each([
  [
    {
      method: 'gb-18218',
      input: { units: [{ name: 'x', kind: 'storage', holdings: [{ cas: '7782-50-5', quantityT: -1 }] }] },
    },
    '/body/trial/input/units/0/holdings/0/quantityT',
  ],
  [
    {
      method: 'gb-18218',
      input: { units: [{ name: 'x', kind: 'storage', holdings: [{ cas: '1-1-1', quantityT: 1 }] }] },
    },
    '/body/trial/input/units/0/holdings/0/cas',
  ],
  [{ method: 'lec', input: { likelihood: 2, exposure: 6, consequence: 15 } }, '/body/trial/input/likelihood'],
])('answers 422 with the field for %j, and changes nothing', async (trial, pointer) => {
  const id = await idOf('H-2');
  const answer = await post(`${id}/assessments`, { trial, basis: '评估', seen: null });
  expect(answer.statusCode).toBe(422);
  expect(answer.json<{ errors: { pointer: string }[] }>().errors.map((one) => one.pointer)).toEqual([pointer]);
  expect(await assessmentsOf(id)).toEqual([]);
});

it('goes by the scheme that is in force on the day, and keeps the version with what was made by the one before', async () => {
  const id = await idOf('H-2');
  const trial = { method: 'four-colour', input: { level: 3 } };
  await post(`${id}/assessments`, { trial, basis: '初评', seen: null });
  const [current] = (await app.inject('/api/hazards/schemes'))
    .json<Scheme[]>()
    .filter(({ method }) => method === 'four-colour');
  const tomorrow = new Date(app.clock().getTime() + 24 * 3600_000).toISOString().slice(0, 10);
  const next = { ...current!, version: '2027', validFrom: tomorrow } as Scheme;
  expect(await installSchemes(app.services, [next])).toEqual(['four-colour 2027']);
  expect(await installSchemes(app.services, [next])).toEqual([]);
  const versions = async () => (await assessmentsOf(id)).map(({ version }) => version);
  const [first] = await assessmentsOf(id);
  await post(`${id}/assessments`, { trial, basis: '复评', seen: first!.id });
  expect(await versions()).toEqual(['2023', '2023']);
  app.clock.advance(2 * 24 * 3600);
  const [second] = await assessmentsOf(id);
  await post(`${id}/assessments`, { trial, basis: '再评', seen: second!.id });
  expect(await versions()).toEqual(['2027', '2023', '2023']);
});

it('keeps the level of an assessment where the register comes again with another', async () => {
  const id = await idOf('H-2');
  await app.database.owner.one(sql`UPDATE hazards.hazard SET level = 1, name = '改名' WHERE id = ${id}`);
  expect((await app.inject(`/api/hazards/${id}`)).json()).toMatchObject({ level: 3, name: '改名' });
});

it('lets no hand change a scheme or an assessment', async () => {
  await expect(app.database.owner.one(sql`UPDATE hazards.scheme SET content = '{}'`)).rejects.toThrow('never changes');
  await expect(staff(['3202']).one(sql`UPDATE hazards.assessment SET level = 4`)).rejects.toThrow();
  await expect(staff(['3202']).one(sql`DELETE FROM hazards.assessment`)).rejects.toThrow();
});

it.each(['clerk', 'duty-officer', 'grid-worker'] as const)('does not let a %s assess', async (role) => {
  const answer = await post(
    `${await idOf('H-1')}/assessments`,
    { trial: CHLORINE_STORE, basis: 'x', seen: null },
    { role },
  );
  expect(answer.statusCode).toBe(403);
});
