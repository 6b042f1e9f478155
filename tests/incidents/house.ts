// The application with a town in it, two feeds and their keys: what every test of this folder begins with.
import { randomUUID } from 'node:crypto';
import type { Incident, IncidentReport } from '../../server/incidents/contract.ts';
import { issueFeedKey } from '../../server/identity/feed-keys.ts';
import { startApp } from '../support/app.ts';
import { EAST, IN_WEST, loadTown, WEST } from './town.ts';

export const NOON = '2026-07-08T04:00:00.000Z'; // 12:00 in Asia/Shanghai

export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse() {
  const app = await startApp({ now: NOON });
  await loadTown(app.database.owner);
  const { db } = app.services;
  const city = await issueFeedKey(db, '城市接入', ['3202'], new Date(NOON));
  const west = await issueFeedKey(db, '西区接入', [WEST.county], new Date(NOON));
  return { ...app, feeds: { city, west } };
}

/** A report as a feed sends it. */
export const aReport = (over: Partial<IncidentReport> = {}): IncidentReport => ({
  source: '110',
  kind: 'waterlogging',
  level: 3,
  title: '青祁隧道北口积水，3 车被困',
  point: IN_WEST,
  occurredAt: NOON,
  ...over,
});

interface Sent {
  /** A feed key; that of the whole city unless said otherwise. */
  readonly feedKey?: string;
  readonly key?: string;
}

export function send(house: House, report: object, { feedKey = house.feeds.city.key, key = randomUUID() }: Sent = {}) {
  return house.inject({
    method: 'POST',
    url: '/api/incidents',
    headers: { authorization: `Bearer ${feedKey}`, 'idempotency-key': key },
    payload: report,
  });
}

/** Sends a report that must be taken, and answers the incident. */
export async function reported(house: House, over: Partial<IncidentReport> = {}, sent: Sent = {}): Promise<Incident> {
  const answer = await send(house, aReport(over), sent);
  if (answer.statusCode !== 201) throw new Error(`not taken: ${answer.statusCode} ${answer.body}`);
  return answer.json<Incident>();
}

/** Staff of an area: the whole city unless narrowed to a county. */
export function staff(house: House, method: 'GET' | 'POST' | 'PUT', path: string, body?: object, county?: string) {
  return house.as({ role: 'duty-officer', areas: [county ?? '3202'], actor: 'duty' }).inject({
    method,
    url: `/api/incidents${path}`,
    ...(body && { payload: body }),
  });
}

export const westStaff = (house: House, path = '') => staff(house, 'GET', path, undefined, WEST.county);
export const eastStaff = (house: House, path = '') => staff(house, 'GET', path, undefined, EAST.county);
