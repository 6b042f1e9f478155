// The application with a town in it and a wall that has made itself known.
import type { LightMyRequestResponse } from 'fastify';
import { randomUUID } from 'node:crypto';
import { issueFeedKey } from '../../server/identity/feed-keys.ts';
import type { Incident } from '../../server/incidents/contract.ts';
import type { PairingCode, Wall } from '../../server/walls/contract.ts';
import { aReport } from '../incidents/house.ts';
import type { EAST } from '../incidents/town.ts';
import { IN_EAST, IN_WEST, loadTown, WEST } from '../incidents/town.ts';
import { startApp, type StartOptions } from '../support/app.ts';

export const NOON = '2026-07-08T04:00:00.000Z'; // 12:00 in Asia/Shanghai
export const SCENES = [
  { key: 'city', zh: '全市', en: 'City' },
  { key: 'incidents', zh: '事件', en: 'Incidents' },
  { key: 'shelters', zh: '避难场所', en: 'Shelters' },
];
export const STAFF = { areas: ['3202'], actor: 'screen' };
export const WEST_STAFF = { areas: [WEST.county], actor: 'west' };

export type WallHouse = Awaited<ReturnType<typeof openWallHouse>>;

export async function openWallHouse(options: StartOptions = {}) {
  const app = await startApp({ now: NOON, ...options });
  await loadTown(app.database.owner);
  const staff = app.as(STAFF).inject;
  const hang = async (name: string, divisionPath = '3202') =>
    (await staff({ method: 'POST', url: '/api/walls', payload: { name, divisionPath, scenes: SCENES } })).json<Wall>();
  const codeOf = async ({ id }: Wall) =>
    (await staff({ method: 'POST', url: `/api/walls/${id}/pairing-codes` })).json<PairingCode>();
  const key = (await issueFeedKey(app.services.db, '接入', ['3202'], new Date(NOON))).key;
  /** The id of an incident that is reported in a county. */
  const incidentAt = async (county: typeof WEST | typeof EAST): Promise<string> => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/incidents',
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() },
      payload: aReport({ point: county === WEST ? IN_WEST : IN_EAST }),
    });
    return answer.json<Incident>().id;
  };
  return {
    ...app,
    staff,
    hang,
    codeOf,
    incidentAt,
    wallOf: async (id: string) => (await staff(`/api/walls/${id}`)).json<Wall>(),
  };
}

/** A phone in the network, not signed in: it keeps the cookie that it is given, and sends it where a browser would. */
export class Phone {
  readonly #house: WallHouse;
  readonly #address: string;
  cookie: string | undefined;

  constructor(house: WallHouse, address = '192.0.2.50') {
    this.#house = house;
    this.#address = address;
  }

  async enter(code: string): Promise<LightMyRequestResponse> {
    const answer = await this.send('POST', '/api/walls/pairings', { code });
    const given = answer.headers['set-cookie'];
    if (typeof given === 'string') this.cookie = given.split(';')[0]!;
    return answer;
  }

  send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object) {
    return this.#house.app.inject({
      method,
      url,
      remoteAddress: this.#address,
      headers: {
        host: 'wall.example:8080',
        origin: 'http://wall.example:8080',
        ...(this.cookie !== undefined && { cookie: this.cookie }),
      },
      ...(payload && { payload }),
    });
  }

  command = (command: object) => this.send('POST', '/api/walls/remote/commands', command);
}
