import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DemoPlace } from '../../server/demo/contract.ts';
import { openHouse, type House } from '../incidents/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const places = async (key?: string) =>
  house.inject({ url: '/api/demo/places', ...(key && { headers: { authorization: `Bearer ${key}` } }) });

it('tells a feed the places of its area, by name and weight', async () => {
  const all = (await places(house.feeds.city.key)).json<DemoPlace[]>();
  expect(all.map(({ name }) => name)).toEqual(['东亭社区', '沁园社区']);
  expect(all[1]).toEqual({
    name: '沁园社区',
    kind: 'community',
    point: [120.1, 31.55],
    town: '金匮街道',
    county: '梁溪区',
    weight: 1.2, // 1,200 residents, in thousands
  });
});

it('tells the feed of one county nothing of another', async () => {
  const own = (await places(house.feeds.west.key)).json<DemoPlace[]>();
  expect(own.map(({ name }) => name)).toEqual(['沁园社区']);
});

it('is for feeds alone', async () => {
  expect((await house.as({ areas: ['3202'] }).inject('/api/demo/places')).statusCode).toBe(403);
  expect((await places()).statusCode).toBe(401);
});
