import { Value } from 'typebox/value';
import { expect, it } from 'vitest';
import type { DemoPlace } from '../../server/demo/contract.ts';
import { BACKLOG_LEVELS, planBacklog } from '../../server/demo/algorithms/backlog.ts';
import { HABITS, weightAt } from '../../server/demo/algorithms/kinds.ts';
import { seededRandom } from '../../server/demo/algorithms/random.ts';
import { makeReport } from '../../server/demo/algorithms/report.ts';
import { placeKindsFor, tellStory } from '../../server/demo/algorithms/stories.ts';
import { INCIDENT_KINDS, IncidentReport } from '../../server/incidents/contract.ts';

const place = (kind: DemoPlace['kind'], name: string, weight = 1): DemoPlace => ({
  name,
  kind,
  point: [120.3, 31.57],
  town: '金匮街道',
  county: '梁溪区',
  weight,
});
const CITY = [
  place('road', '青祁路'),
  place('community', '沁园社区', 5),
  place('metro', '三阳广场站'),
  place('school', '连元街小学'),
  place('hospital', '市人民医院'),
  place('mall', '恒隆广场'),
  place('plant', '锡东化工园'),
  place('park', '锡惠公园'),
  place('water', '古运河'),
];
const at = new Date('2026-07-08T10:00:00Z');

it('makes reports that the door takes, each marked as made up and told with a real place', () => {
  const random = seededRandom(3);
  for (let count = 0; count < 500; count += 1) {
    const report = makeReport(at, CITY, random);
    expect(Value.Check(IncidentReport, report), JSON.stringify(report)).toBe(true);
    expect(report.demo).toBe(true);
    expect(CITY.some(({ name }) => report.title.includes(name))).toBe(true);
    expect(`${report.title}${report.description}`).not.toMatch(/[{}]|undefined/);
  }
});

it('puts a report within 120 m of its place', () => {
  const random = seededRandom(4);
  for (let count = 0; count < 200; count += 1) {
    const [lon, lat] = makeReport(at, CITY, random).point;
    // A degree here is 111.2 km north and 94.8 km (× cos 31.57°) east.
    expect(Math.hypot((lon - 120.3) * 94_750, (lat - 31.57) * 111_200)).toBeLessThan(120.5);
  }
});

it('tells the same day for the same seed', () => {
  const day = (seed: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 20 }, () => makeReport(at, CITY, random).title);
  };
  expect(day(1)).toEqual(day(1));
  expect(day(1)).not.toEqual(day(2));
});

it('follows people: a place of five times the weight has about five times the stories', () => {
  const random = seededRandom(5);
  const homes = [place('community', '大社区', 5), place('community', '小社区', 1)];
  const titles = Array.from({ length: 1200 }, () => makeReport(at, homes, random).title);
  const large = titles.filter((title) => title.includes('大社区')).length;
  // Binomial n = 1200, p = 5/6: mean 1000, standard deviation 12.9.
  expect(Math.abs(large - 1000)).toBeLessThan(39);
});

it('has a habit and a story for every kind', () => {
  for (const kind of INCIDENT_KINDS) {
    expect(HABITS[kind].share).toBeGreaterThan(0);
    for (const where of placeKindsFor(kind))
      expect(tellStory(kind, place(where, '某地'), seededRandom(1)).title).toContain('某地');
  }
});

it('has more traffic reports at eight in the morning than at noon', () => {
  expect(weightAt('traffic', 8)).toBe(2 * weightAt('traffic', 12));
});

it('is red seldom', () => {
  const random = seededRandom(6);
  const levels = Array.from({ length: 2000 }, () => makeReport(at, CITY, random).level);
  const share = (level: IncidentReport['level']) => levels.filter((one) => one === level).length / levels.length;
  expect(share(1)).toBeLessThan(0.03);
  expect(share(4)).toBeGreaterThan(0.5);
  expect(share(null)).toBeGreaterThan(0);
});

it('makes nothing red that is never so bad: no parking dispute, no broken lamp', () => {
  const random = seededRandom(8);
  const kinds = new Set(Array.from({ length: 300 }, () => makeReport(at, CITY, random, 1).kind));
  for (const calm of ['dispute', 'traffic', 'facility', 'medical', 'environment', 'other'])
    expect(kinds).not.toContain(calm);
  expect(kinds).toContain('fire');
});

it('refuses a city without any place', () => {
  expect(() => makeReport(at, [], seededRandom(1))).toThrow(RangeError);
});

it('finds 23 incidents of the last three hours at the first start: 1 red, 3 orange, 7 yellow, 11 blue, 1 ungraded', () => {
  const backlog = planBacklog(at, seededRandom(1));
  const count = (level: unknown) => backlog.filter((one) => one.level === level).length;
  expect([1, 2, 3, 4, null].map(count)).toEqual([1, 3, 7, 11, 1]);
  expect(backlog).toHaveLength(BACKLOG_LEVELS.length);
  expect(backlog[0]!.at.getTime()).toBeGreaterThanOrEqual(at.getTime() - 3 * 3_600_000);
  expect(backlog.at(-1)!.at.getTime()).toBeLessThan(at.getTime());
  expect(backlog).toEqual(backlog.toSorted((a, b) => a.at.getTime() - b.at.getTime()));
});
