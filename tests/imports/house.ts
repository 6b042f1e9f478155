// The application with a town in it, and files to bring: what every test of this folder begins with.
import { expect } from 'vitest';
import type { Import, ImportLayer, ImportMapping } from '../../server/imports/contract.ts';
import { workshopOf } from '../../server/imports/workshop.ts';
import { loadTown } from '../incidents/town.ts';
import { startApp, type TestScope } from '../support/app.ts';

export const NOON = '2026-07-08T04:00:00.000Z';
export const CITY: TestScope = { areas: ['3202'], actor: 'li' };

export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse() {
  const app = await startApp({ now: NOON, scope: CITY });
  await loadTown(app.database.owner);
  return app;
}

/** Brings a file; answers what the server says of it. */
export async function bring(
  house: House,
  content: string | Buffer,
  name = 'file.csv',
  layer: ImportLayer = 'hazards',
  scope = CITY,
) {
  const answer = await house.as(scope).inject({
    method: 'POST',
    url: '/api/imports',
    query: { layer, name },
    headers: { 'content-type': 'text/csv' },
    payload: content,
  });
  if (answer.statusCode !== 201) throw new Error(`not taken: ${answer.statusCode} ${answer.body}`);
  return answer.json<Import>();
}

export const post = (house: House, path: string, body: object = {}, scope = CITY) =>
  house.as(scope).inject({ method: 'POST', url: `/api/imports/${path}`, payload: body });
export const get = (house: House, path: string, scope = CITY) => house.as(scope).inject(`/api/imports/${path}`);

/** Waits for the work that was ordered to be over. */
export async function worked(house: House, id: string, scope = CITY): Promise<Import> {
  await workshopOf(house.services).wake();
  const answer = await get(house, id, scope);
  expect(answer.statusCode).toBe(200);
  return answer.json<Import>();
}

export const HEADINGS = '编号,名称,类别,种类,责任单位,经度,纬度';
export const MAPPING: ImportMapping = {
  columns: { code: '编号', name: '名称', class: '类别', kind: '种类', responsibleUnit: '责任单位' },
  constants: {},
  values: {},
  place: { kind: 'lon-lat', lon: '经度', lat: '纬度' },
  swapped: false,
};

/** A hazard as a line: in the west, where nothing else is said. */
export const line = (code: string, name: string, lon = 120.1, lat = 31.55, kind = '燃气') =>
  `${code},${name},事故灾难,${kind},燃气公司,${lon},${lat}`;
export const csv = (...lines: string[]) => [HEADINGS, ...lines].join('\n');

/** Brings and checks a file of hazards. */
export async function checkedFile(
  house: House,
  content: string,
  scope = CITY,
  crs = 'wgs84',
  mapping = MAPPING,
): Promise<Import> {
  const { id } = await bring(house, content, 'file.csv', 'hazards', scope);
  const answer = await post(house, `${id}/check`, { mapping, crs }, scope);
  expect(answer.statusCode, answer.body).toBe(202);
  return worked(house, id, scope);
}

/** Brings, checks and writes a file of hazards. */
export async function writtenFile(house: House, content: string, scope = CITY, mapping = MAPPING): Promise<Import> {
  const { id } = await checkedFile(house, content, scope, 'wgs84', mapping);
  const answer = await post(house, `${id}/run`, {}, scope);
  expect(answer.statusCode, answer.body).toBe(202);
  return worked(house, id, scope);
}
