// An import from its file to the layer and back.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { ImportRow } from '../../server/imports/contract.ts';
import { EAST, WEST } from '../incidents/town.ts';
import {
  bring,
  checkedFile,
  CITY,
  csv,
  get,
  line,
  MAPPING,
  NOON,
  openHouse,
  post,
  worked,
  writtenFile,
  type House,
} from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  house.clock.set(NOON);
  await house.database.owner.many(
    sql`TRUNCATE hazards.hazard, hazards.hazard_history, hazards.sharing, hazards.assessment, imports.import, imports.staged_row, imports.learnt_mapping`,
  );
});
afterAll(() => house.close());

const hazards = () =>
  house.database.owner.many<{ code: string; name: string; path: string }>(sql`
    SELECT code, name, division_path AS path FROM hazards.hazard ORDER BY code`);
const rowsOfAs = async (id: string, scope: typeof CITY) =>
  (await get(house, `${id}/rows`, scope)).json<{ items: ImportRow[] }>().items;
const rowsOf = async (id: string, query = '') =>
  (await get(house, `${id}/rows${query}`)).json<{ items: ImportRow[] }>().items;

it('writes nothing while it checks, and each row into the village that holds it when it runs', async () => {
  const checked = await checkedFile(house, csv(line('H-1', '一号站'), line('H-2', '二号站', 120.3, 31.55)));
  expect(checked).toMatchObject({
    state: 'checked',
    counts: { rows: 2, added: 2, changed: 0, unchanged: 0, refused: 0, kept: 0 },
  });
  expect(await hazards()).toEqual([]);
  await post(house, `${checked.id}/run`);
  expect(await worked(house, checked.id)).toMatchObject({ state: 'done', undoable: true, counts: { added: 2 } });
  expect(await hazards()).toEqual([
    { code: 'H-1', name: '一号站', path: WEST.village },
    { code: 'H-2', name: '二号站', path: EAST.village },
  ]);
});

it('tells row by row what is refused, and writes nothing at all then', async () => {
  const file = csv(
    line('H-1', '一号站'),
    line('H-2', '二号站', 121.5, 31.2),
    line('H-1', '又一号'),
    line('H-3', '', 120.1),
    line('H-4', '四', 0, 0),
    line('H-5', '五', 120.1, 31.55, '庙'),
  );
  const checked = await checkedFile(house, file);
  expect(checked.counts).toMatchObject({ rows: 6, added: 1, refused: 5 });
  const refused = await rowsOf(checked.id, '?verdict=refused');
  // The heading is line 1.
  expect(refused.map(({ row, reason }) => [row, reason?.code, reason?.field])).toEqual([
    [3, 'outside-city', 'geometry'],
    [4, 'twice', 'code'],
    [5, 'missing', 'name'],
    [6, 'zero-coordinate', 'geometry'],
    [7, 'not-a-word', 'kind'],
  ]);
  expect(refused[2]!.reason!.words).toEqual({ zh: '缺少“名称”', en: 'name is missing' });
  const run = await post(house, `${checked.id}/run`);
  expect(run.statusCode).toBe(409);
  expect(run.json()).toMatchObject({ type: '/problems/rows-refused' });
  expect(await hazards()).toEqual([]);
});

it('writes the others where told so; the refused ones come back as a table, are corrected and brought alone', async () => {
  const checked = await checkedFile(house, csv(line('H-1', '一号站'), line('H-2', '=1+1', 121.5, 31.2)));
  await post(house, `${checked.id}/run`, { partial: true });
  expect(await worked(house, checked.id)).toMatchObject({ state: 'done', counts: { added: 1, refused: 1 } });
  const table = await get(house, `${checked.id}/refused.csv`);
  expect(table.headers['content-type']).toBe('text/csv; charset=utf-8');
  // RFC 4180 with a byte order mark; what a spreadsheet would run begins with an apostrophe.
  expect(table.body).toBe(
    '\ufeff"行号","原因","编号","名称","类别","种类","责任单位","经度","纬度"\r\n' +
      '"3","位置不在本市任何区划内","H-2","\'=1+1","事故灾难","燃气","燃气公司","121.5","31.2"\r\n',
  );
  const corrected = table.body.replace('"121.5"', '"120.3"').replace('"31.2"', '"31.55"');
  const { id, inspection } = await bring(house, corrected);
  expect(inspection).toMatchObject({ mappingFrom: 'learnt', mapping: MAPPING });
  await post(house, `${id}/check`, { mapping: inspection.mapping, crs: 'wgs84' });
  await worked(house, id);
  await post(house, `${id}/run`);
  expect(await worked(house, id)).toMatchObject({ state: 'done', counts: { rows: 1, added: 1 } });
  expect(await hazards()).toEqual([
    { code: 'H-1', name: '一号站', path: WEST.village },
    { code: 'H-2', name: '=1+1', path: EAST.village },
  ]);
});

it('changes nothing when the same file comes again, and says so', async () => {
  const file = csv(line('H-1', '一号站'), line('', '无号站', 120.12, 31.52));
  const first = await writtenFile(house, file);
  const before = await hazards();
  expect(before).toHaveLength(2);
  house.clock.advance(60);
  const again = await checkedFile(house, file);
  expect(again).toMatchObject({ sameAs: { id: first.id }, counts: { rows: 2, unchanged: 2, added: 0, changed: 0 } });
  await post(house, `${again.id}/run`);
  expect(await worked(house, again.id)).toMatchObject({ state: 'done', undoable: false });
  expect(await hazards()).toEqual(before);
  const { count } = (await house.database.owner.one<{ count: number }>(
    sql`SELECT count(*) AS count FROM hazards.hazard_history`,
  ))!;
  expect(count).toBe(0);
});

it('changes only what the file speaks of', async () => {
  await writtenFile(house, csv(line('H-1', '一号站')));
  await house.database.owner.many(sql`UPDATE hazards.hazard SET address = '人民路1号', level = 2`);
  house.clock.advance(60);
  const { columns, ...rest } = MAPPING;
  const checked = await checkedFile(house, csv(line('H-1', '壹号站')), CITY, 'wgs84', { ...rest, columns });
  expect(await rowsOf(checked.id)).toMatchObject([{ verdict: 'changed', differs: ['name'], code: 'H-1' }]);
  await post(house, `${checked.id}/run`);
  await worked(house, checked.id);
  expect(
    await house.database.owner.one(sql`SELECT name, name_initials AS initials, address, level FROM hazards.hazard`),
  ).toEqual({
    name: '壹号站',
    initials: 'yhz',
    address: '人民路1号',
    level: 2,
  });
});

it('is taken back as a whole: what was added ends, what was changed is as before, what was changed since stays', async () => {
  await writtenFile(house, csv(line('H-1', '一号站'), line('H-2', '二号站')));
  house.clock.advance(60);
  const second = await writtenFile(
    house,
    csv(line('H-1', '壹号站'), line('H-2', '贰号站', 120.3), line('H-3', '三号站'), line('H-4', '四号站')),
  );
  expect(second.counts).toMatchObject({ added: 2, changed: 2 });
  house.clock.advance(60);
  await house.database.owner.many(sql`UPDATE hazards.hazard SET level = 1 WHERE code = 'H-4'`);
  await house.database.owner.many(sql`DELETE FROM hazards.hazard WHERE code = 'H-3'`);
  house.clock.advance(60);
  expect((await post(house, `${second.id}/undo`)).statusCode).toBe(202);
  expect(await worked(house, second.id)).toMatchObject({ state: 'undone', undoable: false, counts: { kept: 2 } });
  expect(await hazards()).toEqual([
    { code: 'H-1', name: '一号站', path: WEST.village },
    { code: 'H-2', name: '二号站', path: WEST.village },
    { code: 'H-4', name: '四号站', path: WEST.village },
  ]);
  expect((await rowsOf(second.id, '?kept=true')).map(({ code, reason }) => [code, reason?.code])).toEqual([
    ['H-3', 'gone-since'],
    ['H-4', 'changed-since'],
  ]);
  // History stays true: at the time of the second import H-1 was called 壹号站.
  const then = await house.database.owner.many(sql`
    SELECT name FROM hazards.hazard_timeline WHERE code = 'H-1' AND superseded_at IS NULL ORDER BY valid_from`);
  expect(then).toEqual([{ name: '一号站' }, { name: '壹号站' }, { name: '一号站' }]);
});

it('refuses rows outside of the area of whoever imports, and codes in use there', async () => {
  await writtenFile(house, csv(line('H-1', '一号站')));
  const east = { areas: [EAST.county], actor: 'wang' };
  const checked = await checkedFile(
    house,
    csv(line('H-9', '九号站'), line('H-1', '冒用', 120.3), line('H-8', '八号站', 120.3)),
    east,
  );
  expect((await rowsOfAs(checked.id, east)).map(({ verdict, reason }) => [verdict, reason?.code])).toEqual([
    ['refused', 'outside-area'],
    ['refused', 'code-elsewhere'],
    ['added', undefined],
  ]);
  // Nor does anybody else see the import.
  expect((await get(house, checked.id, { areas: [WEST.county], actor: 'zhao' })).statusCode).toBe(404);
});

it('is held by the wall where the areas changed between check and run', async () => {
  const east = { areas: [EAST.county], actor: 'wang' };
  const checked = await checkedFile(house, csv(line('H-8', '八号站', 120.3), line('H-7', '七号站', 120.3)), east);
  await house.database.owner.many(sql`UPDATE imports.staged_row SET lies_in = ${WEST.village} WHERE code = 'H-7'`);
  await post(house, `${checked.id}/run`, {}, east);
  expect(await worked(house, checked.id, east)).toMatchObject({ state: 'failed', failure: { code: 'outside-area' } });
  expect(await hazards()).toEqual([]);
});

it('raises the version of the tiles', async () => {
  const layers = async () => (await house.inject('/api/layers')).json<{ layer: string; tiles: string }[]>();
  const before = await layers();
  await writtenFile(house, csv(line('H-1', '一号站'), line('H-2', '二号站')));
  const after = await layers();
  const moved = after.filter(({ layer, tiles }) => before.find((one) => one.layer === layer)?.tiles !== tiles);
  expect(moved.map(({ layer }) => layer)).toEqual(['hazards']);
});

it('leaves a record of each order with whoever gave it, and of what came of it', async () => {
  const wang = { areas: ['3202'], actor: 'wang' };
  const { id } = await checkedFile(house, csv(line('H-1', '一号站')));
  await post(house, `${id}/run`, {}, wang);
  await worked(house, id);
  const zhao = { areas: ['32'], actor: 'zhao' };
  await post(house, `${id}/undo`, {}, zhao);
  await worked(house, id);
  const draft = await bring(house, csv(line('H-2', '二号站')));
  await post(house, `${draft.id}/cancellation`, {}, wang);
  const acts = await house.database.owner.many<{ act: string; actor: string }>(
    sql`SELECT act, actor FROM audit.entry WHERE object IN (${`imports.import/${id}`}, ${`imports.import/${draft.id}`}) ORDER BY no`,
  );
  expect(acts.map(({ act, actor }) => `${act} ${actor}`)).toEqual([
    'imports:upload li',
    'imports:check li',
    'imports:run wang',
    'imports:written wang',
    'imports:undo zhao',
    'imports:undone zhao',
    'imports:upload li',
    'imports:cancel wang',
  ]);
});

it('tells the screens how an import stands', async () => {
  const { head } = await house.events.marks('imports');
  const { id } = await writtenFile(house, csv(line('H-1', '一号站')));
  const states = (await house.events.after(head, 'imports')).map(({ body }) => (body as { state: string }).state);
  expect(states).toEqual(['inspected', 'checking', 'checked', 'writing', 'done']);
  expect((await house.events.after(head, 'imports')).every((event) => event.id === id)).toBe(true);
});

it('can be cancelled while it is being checked, and put away', async () => {
  const { id } = await bring(house, csv(line('H-1', '一号站')));
  await house.database.owner.many(sql`
    UPDATE imports.import SET state = 'checking', mapping = ${JSON.stringify(MAPPING)}::jsonb, crs = 'wgs84'`);
  expect((await post(house, `${id}/cancellation`)).statusCode).toBe(202);
  expect(await worked(house, id)).toMatchObject({ state: 'cancelled', counts: null });
  const { head } = await house.events.marks('imports');
  const gone = await house.inject({ method: 'DELETE', url: `/api/imports/${id}` });
  expect(gone.statusCode).toBe(204);
  expect(await house.events.after(head, 'imports')).toMatchObject([{ id, visibleTo: [], left: CITY.areas }]);
  expect((await get(house, id)).statusCode).toBe(404);
});

it('brings a GB18030 table in GCJ-02 to its right place', async () => {
  // The public formula of GCJ-02, worked apart from this house for (120.1, 31.55).
  const text = csv(line('H-1', '一号站', 120.1049207537, 31.5482360944));
  const gb = execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text });
  const { id, inspection } = await bring(house, gb);
  expect(inspection.reading.encoding).toBe('gb18030');
  await post(house, `${id}/check`, { mapping: inspection.mapping, crs: 'gcj02' });
  await worked(house, id);
  const [row] = await rowsOf(id);
  expect(row!.verdict).toBe('added');
  expect(row!.point![0]).toBeCloseTo(120.1, 4);
  expect(row!.point![1]).toBeCloseTo(31.55, 4);
});
