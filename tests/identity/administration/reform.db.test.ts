import { afterAll, beforeAll, expect, it } from 'vitest';
import { identifier, sql } from '../../../db/sql.ts';
import type { ReformPreview } from '../../../server/identity/administration/requests/contract.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { settle } from '../../support/builders/city.ts';
import { twoCounties } from '../../support/builders/grids.ts';
import { aHazard } from '../../support/builders/hazards.ts';
import { somebodyIn, type Somebody } from './somebody-in.ts';

const CITY = '3202';
const XISHAN = '320205';
const LIANGXI = '320213';
const NEW = '320214';
let app: TestApp;
let security: Somebody;
let system: Somebody;
let officer: Somebody;
beforeAll(async () => {
  app = await startApp();
  await settle(app, { ...twoCounties(), hazards: [aHazard()] });
  security = await somebodyIn(app, 'security-admin', [CITY]);
  system = await somebodyIn(app, 'system-admin', [CITY]);
  officer = await somebodyIn(app, 'duty-officer', [XISHAN]);
});
afterAll(() => app.close());

const preview = (moves: object[]) => security.ask('POST', '/divisions/reform-preview', { moves });

it('says what stands against it before anybody asks', async () => {
  const faults = async (moves: object[]) => (await preview(moves)).body.faults;
  expect(await faults([{ from: '320299', to: NEW }])).toEqual([{ path: '320299', fault: 'unknown' }]);
  expect(await faults([{ from: XISHAN, to: '320214001' }])).toContainEqual({ path: XISHAN, fault: 'level' });
  expect(await faults([{ from: XISHAN, to: XISHAN }])).toContainEqual({ path: XISHAN, fault: 'circle' });
  // Both counties have a town 001: nobody said which becomes which.
  expect(await faults([{ from: XISHAN, to: LIANGXI }])).toEqual([
    { path: '320205001', fault: 'collides' },
    { path: '320205001001', fault: 'collides' },
    { path: '320205001002', fault: 'collides' },
  ]);
  const asked = await security.ask('POST', '/requests/reform', {
    moves: [{ from: XISHAN, to: LIANGXI }],
    reason: '区划调整',
  });
  expect([asked.status, asked.body.type]).toEqual([422, '/problems/reform-impossible']);
  const county = await somebodyIn(app, 'security-admin', [XISHAN]);
  expect((await county.ask('POST', '/divisions/reform-preview', { moves: [{ from: XISHAN, to: NEW }] })).status).toBe(
    403,
  );
  const bySql = app.database
    .as({ ...county.scope, areas: [CITY] })
    .many(sql`SELECT c.rows FROM identity.reform_counts('[{"from":"320213","to":"320214"}]'::jsonb) AS c`);
  await expect(bySql).rejects.toThrow(/No post of yours/);
});

it('merges a county into another in one act of two persons: rows, scopes and outlines move, the past keeps its codes', async () => {
  const moves = [
    { from: XISHAN, to: LIANGXI, name: '新梁溪区' },
    { from: '320205001', to: '320213005' },
  ];
  // Somebody stands in for the officer, whose post was changed after that: the two move in whatever order they lie.
  const deputy = await somebodyIn(app, 'clerk', [LIANGXI]);
  await app.database.owner.one(sql`
    INSERT INTO identity.post (person_id, role, areas, substitute_of, valid_from, valid_to)
    VALUES (${deputy.id}, 'duty-officer', ARRAY[${XISHAN}], ${officer.post}, ${app.clock()}, '2030-01-02') RETURNING id`);
  await app.database.owner.one(sql`UPDATE identity.post SET title = '值班长' WHERE id = ${officer.post} RETURNING id`);
  const seen = await preview(moves);
  expect(seen.body.faults).toEqual([]);
  expect(
    Object.fromEntries(seen.body.counts.map(({ thing, rows }: ReformPreview['counts'][number]) => [thing, rows])),
  ).toMatchObject({
    'grids.division': 4,
    'grids.grid': 4,
    'hazards.hazard': 1,
    'identity.post': 3,
  });
  const asked = await security.ask('POST', '/requests/reform', { moves, reason: '国务院批准区划调整' });
  expect(asked.status).toBe(201);
  const wasAt = app.clock().toISOString();
  app.clock.advance(60);
  const epochs = () =>
    app.database.owner.one<{ epoch: number }>(
      sql`SELECT epoch FROM identity.scope_epoch WHERE subject = ${officer.id}`,
    );
  const before = (await epochs())!.epoch;
  const decided = await system.ask('POST', `/requests/${asked.body.id}/decision`, { approved: true, answer: '同意' });
  expect([decided.status, decided.text]).toEqual([200, expect.stringContaining('approved')]);

  const divisions = await app.database.owner.many(sql`
    SELECT path, name, parent_path AS parent FROM grids.division WHERE path ^@ '320205' OR path ^@ '320213' ORDER BY path`);
  expect(divisions).toEqual([
    { path: LIANGXI, name: '新梁溪区', parent: CITY },
    { path: '320213001', name: '梁溪区街道', parent: LIANGXI },
    { path: '320213001001', name: '梁溪区1村', parent: '320213001' },
    { path: '320213001002', name: '梁溪区2村', parent: '320213001' },
    { path: '320213005', name: '锡山区街道', parent: LIANGXI },
    { path: '320213005001', name: '锡山区1村', parent: '320213005' },
    { path: '320213005002', name: '锡山区2村', parent: '320213005' },
  ]);
  // Two counties of 0.2° by 0.2° side by side.
  const outline = await app.database.owner.one(sql`
    SELECT round(ST_Area(geom)::numeric, 6)::text AS area FROM grids.division WHERE path = ${LIANGXI}`);
  expect(outline).toEqual({ area: '0.080000' });
  const hazard = await app.database.owner.one(sql`SELECT division_path AS path FROM hazards.hazard`);
  expect(hazard).toEqual({ path: expect.stringMatching(/^320213005/) });
  const past = await app.database.owner.many(sql`
    SELECT division_path AS path FROM hazards.hazard_timeline WHERE valid_from <= ${wasAt} AND valid_to > ${wasAt} AND superseded_at IS NULL`);
  expect(past).toEqual([{ path: expect.stringMatching(/^320205001/) }]);
  expect((await epochs())!.epoch).toBeGreaterThan(before);

  // Whoever had the county has what became of it, and may read its past under the old code.
  const mine = await officer.inject({ method: 'GET', url: '/api/hazards' });
  expect(mine.json()).toMatchObject({ total: 1 });
  const then = await officer.inject({ method: 'GET', url: `/api/hazards?asItWasAt=${wasAt}` });
  expect(then.json()).toMatchObject({ total: 1 });
  const closed = (await security.ask('GET', '/divisions/closed')).body;
  expect(closed).toContainEqual(
    expect.objectContaining({ path: XISHAN, name: '锡山区', into: { path: LIANGXI, name: '新梁溪区' } }),
  );
  const version = await app.database.owner.one(sql`
    SELECT count(*)::integer AS layers FROM platform.layer_version WHERE layer = 'hazards' AND division_path IN (${XISHAN}, ${LIANGXI})`);
  expect(version).toEqual({ layers: 2 });
});

it('gives a county another code and leaves nothing behind under the old one', async () => {
  const moves = [{ from: LIANGXI, to: NEW }];
  const asked = await security.ask('POST', '/requests/reform', { moves, reason: '代码变更' });
  expect((await system.ask('POST', `/requests/${asked.body.id}/decision`, { approved: true, answer: '' })).status).toBe(
    200,
  );
  const tables = await app.database.owner.many<{ relation: string }>(sql`
    SELECT w.relation FROM platform.wall w JOIN pg_attribute a ON a.attrelid = w.relation::regclass AND a.attname = 'division_path'
     WHERE w.kind = 'protected' AND w.relation NOT LIKE '%_history'`);
  expect(tables.length).toBeGreaterThan(5);
  for (const { relation } of tables) {
    const left = await app.database.owner.one(
      sql`SELECT count(*)::integer AS rows FROM ${identifier(relation)} WHERE division_path ^@ ${LIANGXI}`,
    );
    expect(left, relation).toEqual({ rows: 0 });
  }
  expect(
    await app.database.owner.one(sql`SELECT count(*)::integer AS rows FROM grids.grid WHERE division_path ^@ ${NEW}`),
  ).toEqual({ rows: 8 });
});
