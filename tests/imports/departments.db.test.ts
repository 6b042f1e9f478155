// For which departments a thing is, as a file says it: by whose word, and never further than at the thing itself.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { Import, ImportMapping, ImportRow } from '../../server/imports/contract.ts';
import type { TestScope } from '../support/app.ts';
import {
  bring,
  checkedFile,
  CITY,
  csv,
  get,
  HEADINGS,
  line,
  MAPPING,
  openHouse,
  post,
  worked,
  writtenFile,
  type House,
} from './house.ts';

const LIMITED: ImportMapping = { ...MAPPING, columns: { ...MAPPING.columns, departments: '限定部门' } };
const file = (...rows: (readonly [code: string, departments: string])[]) =>
  [`${HEADINGS},限定部门`, ...rows.map(([code, departments]) => `${line(code, `${code}号`)},${departments}`)].join(
    '\n',
  );

const MANAGER: TestScope = { ...CITY, departments: ['*'], role: 'manager' };
const CLERK: TestScope = { ...MANAGER, role: 'clerk', actor: 'clerk' };
const FIRE: TestScope = { ...MANAGER, departments: ['fire-rescue'], actor: 'fire' };

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  await house.database.owner.many(sql`
    TRUNCATE hazards.hazard, hazards.hazard_history, hazards.sharing, hazards.assessment, imports.import, imports.staged_row, imports.learnt_mapping`);
});
afterAll(() => house.close());

const limits = async () => {
  const rows = await house.database.owner.many<{ code: string; departments: string[] }>(
    sql`SELECT code, departments FROM hazards.hazard ORDER BY code`,
  );
  return Object.fromEntries(rows.map(({ code, departments }) => [code, departments]));
};
const reasons = async ({ id }: Import, scope = MANAGER) =>
  (await get(house, `${id}/rows?verdict=refused`, scope))
    .json<{ items: ImportRow[] }>()
    .items.map(({ row, reason }) => [row, reason?.code, reason?.words.zh]);
const written = (content: string, scope = MANAGER, mapping = LIMITED) => writtenFile(house, content, scope, mapping);
const limit = (code: string, departments: string[]) =>
  house.database.owner.many(
    sql`UPDATE hazards.hazard SET departments = ${departments} WHERE code = ${code} RETURNING 1`,
  );

describe('a column of departments', () => {
  it('is found by its heading, and limits things by code or name; a department that is not there is told', async () => {
    const content = file(['H-1', 'emergency;消防救援'], ['H-2', ''], ['H-3', '没有的部门'], ['H-4', ' 公安 ；housing']);
    const brought = await bring(house, content, 'file.csv', 'hazards', MANAGER);
    expect(brought.inspection.mapping.columns.departments).toBe('限定部门');
    const checked = await checkedFile(house, content, MANAGER, 'wgs84', LIMITED);
    expect(await reasons(checked)).toEqual([[4, 'no-such-department', '没有部门“没有的部门”']]);
    expect((await post(house, `${checked.id}/run`, { partial: true }, MANAGER)).statusCode).toBe(202);
    await worked(house, checked.id, MANAGER);
    expect(await limits()).toEqual({
      'H-1': ['emergency', 'fire-rescue'],
      'H-2': [],
      'H-4': ['housing', 'public-security'],
    });
  });

  it('changes a limit, says so in the audit and live, and is taken back with the import', async () => {
    await written(file(['H-1', 'emergency'], ['H-2', '']));
    const { head } = await house.events.marks('sharing');
    const again = await written(file(['H-1', ''], ['H-2', '']));
    expect(again.counts).toMatchObject({ changed: 1, unchanged: 1 });
    expect(await limits()).toEqual({ 'H-1': [], 'H-2': [] });
    await post(house, `${again.id}/undo`, {}, MANAGER);
    expect(await worked(house, again.id, MANAGER)).toMatchObject({ state: 'undone', counts: { kept: 0 } });
    expect(await limits()).toEqual({ 'H-1': ['emergency'], 'H-2': [] });
    const told = await house.events.after(head, 'sharing');
    expect(told.map(({ name, departmentsBefore }) => [name, departmentsBefore])).toEqual([
      ['sharing.limited', ['emergency']],
      ['sharing.limited', []],
    ]);
    const audit = await house.database.owner.many(sql`
      SELECT actor, before -> 'departments' AS before, after -> 'departments' AS after FROM audit.entry
       WHERE act = 'sharing:limit' ORDER BY no DESC LIMIT 2`);
    expect(audit).toEqual([
      { actor: 'li', before: [], after: ['emergency'] },
      { actor: 'li', before: ['emergency'], after: [] },
    ]);
  });

  it('leaves every limit as it is where the file has none', async () => {
    const content = csv(line('H-1', '一号站'), line('H-2', '二号站', 120.3));
    const first = await written(content, MANAGER, MAPPING);
    await limit('H-1', ['emergency']);
    expect((await written(content, MANAGER, MAPPING)).counts).toMatchObject({ unchanged: 2 });
    expect(await limits()).toEqual({ 'H-1': ['emergency'], 'H-2': [] });
    // What was limited since is what was written all the same.
    await post(house, `${first.id}/undo`, {}, MANAGER);
    expect(await worked(house, first.id, MANAGER)).toMatchObject({ counts: { kept: 0 } });
  });
});

describe('who may not limit a thing itself', () => {
  it('neither limits it nor lifts its limit with a file, and brings what agrees with what is there', async () => {
    await written(file(['H-1', 'emergency'], ['H-2', '']));
    const content = file(['H-1', ''], ['H-2', 'emergency'], ['H-3', 'emergency'], ['H-4', '']);
    const checked = await checkedFile(house, content, CLERK, 'wgs84', LIMITED);
    expect((await reasons(checked, CLERK)).map(([row, code]) => [row, code])).toEqual([
      [2, 'limit-not-yours'],
      [3, 'limit-not-yours'],
      [4, 'limit-not-yours'],
    ]);
    expect((await written(file(['H-1', 'emergency'], ['H-2', '']), CLERK)).counts).toMatchObject({ unchanged: 2 });
    expect(await limits()).toEqual({ 'H-1': ['emergency'], 'H-2': [] });
  });

  it('does not write over a limit that was set after the check', async () => {
    await written(file(['H-1', '']));
    const content = file(['H-1', '']).replace('H-1号', '新名');
    const { id } = await checkedFile(house, content, CLERK, 'wgs84', LIMITED);
    await limit('H-1', ['emergency']);
    await post(house, `${id}/run`, {}, CLERK);
    expect(await worked(house, id, CLERK)).toMatchObject({ state: 'done', counts: { changed: 1 } });
    expect(await limits()).toEqual({ 'H-1': ['emergency'] });
  });

  it('neither writes nor takes back what another one had checked', async () => {
    const { id } = await checkedFile(house, file(['H-1', 'emergency']), MANAGER, 'wgs84', LIMITED);
    const refused = { status: 403, type: '/problems/limits-not-yours' };
    expect((await post(house, `${id}/run`, {}, CLERK)).json()).toMatchObject(refused);
    await post(house, `${id}/run`, {}, MANAGER);
    await worked(house, id, MANAGER);
    expect((await post(house, `${id}/undo`, {}, CLERK)).json()).toMatchObject(refused);
  });
});

it('leaves nobody out by their own word, and tells nothing of what is for others', async () => {
  await written(file(['H-1', 'emergency']));
  const content = file(['H-1', 'fire-rescue'], ['H-2', 'emergency'], ['H-3', 'emergency;fire-rescue']);
  const checked = await checkedFile(house, content, FIRE, 'wgs84', LIMITED);
  expect((await reasons(checked, FIRE)).map(([row, code]) => [row, code])).toEqual([
    [2, 'code-elsewhere'],
    [3, 'own-department-left-out'],
  ]);
  await post(house, `${checked.id}/run`, { partial: true }, FIRE);
  await worked(house, checked.id, FIRE);
  expect(await limits()).toEqual({ 'H-1': ['emergency'], 'H-3': ['emergency', 'fire-rescue'] });
});
