import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Incident, IncidentDetail } from '../../server/incidents/contract.ts';
import { workDemoDesk } from '../../server/incidents/jobs.ts';
import { openHouse, reported, staff, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const open = async () => (await staff(house, 'GET', '')).json<Incident[]>();

it('acknowledges and closes made-up incidents in its own name, and leaves the real ones alone', async () => {
  const real = await reported(house);
  const made = await Promise.all(Array.from({ length: 25 }, () => reported(house, { level: 4, demo: true })));

  await workDemoDesk(house.services);
  expect((await open()).filter(({ state }) => state === 'acknowledged')).toEqual([]);

  house.clock.advance(9 * 60);
  await workDemoDesk(house.services);
  expect((await open()).filter(({ state }) => state === 'acknowledged')).toHaveLength(made.length);

  house.clock.advance(60 * 60);
  await workDemoDesk(house.services);
  const left = await open();
  expect(left.filter(({ demo }) => demo)).toHaveLength(20);
  expect(left.find(({ id }) => id === real.id)).toEqual(real);

  const closed = made.find(({ id }) => !left.some((one) => one.id === id))!;
  const { entries } = (await staff(house, 'GET', `/${closed.id}`)).json<IncidentDetail>();
  expect(entries.map(({ act, actor }) => [act, actor])).toEqual([
    ['closed', '演示值守'],
    ['acknowledged', '演示值守'],
    ['reported', '城市接入'],
  ]);
});
