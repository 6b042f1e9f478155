import { expect, it } from 'vitest';
import { missingOf, mustRemake, startWatch, watch, type Look } from '../../../client/wall/keeping/self-check.ts';

const whole: Look = { absent: [], settled: true };
const busy: Look = { absent: ['hazards'], settled: false };
const absent: Look = { absent: ['hazards'], settled: true };

/** The watch after looks at seconds 0, 1, 2 … of the given length each. */
const after = (...looks: [Look, number][]) => {
  let now = 0;
  let watched = startWatch(now);
  for (const [look, seconds] of looks) {
    for (let second = 0; second < seconds; second += 1) {
      now += 1000;
      watched = watch(watched, look, now);
    }
  }
  return { missing: missingOf(watched, now), remake: mustRemake(watched, now) };
};

it('says nothing of a layer that is still on its way, however slow the machine', () => {
  expect(after([busy, 100], [whole, 1])).toEqual({ missing: [], remake: false });
  expect(after([busy, 100], [absent, 5], [whole, 1])).toEqual({ missing: [], remake: false });
  expect(after([busy, 100], [whole, 1], [busy, 100])).toEqual({ missing: [], remake: false });
});

it('names a layer that a map at rest does not show', () => {
  expect(after([whole, 60], [absent, 10]).missing).toEqual([]);
  expect(after([whole, 60], [absent, 11]).missing).toEqual(['hazards']);
  expect(after([absent, 30], [whole, 1]).missing).toEqual([]);
});

it('gives each layer its time', () => {
  expect(after([absent, 9], [{ absent: ['shelters'], settled: true }, 9]).missing).toEqual([]);
});

it('names what has stuck: the layers that wait, or the ground', () => {
  expect(after([busy, 121]).missing).toEqual(['hazards']);
  expect(after([{ absent: [], settled: false }, 121]).missing).toEqual(['basemap']);
});

it('has the map made anew a minute after it was said', () => {
  expect(after([absent, 70]).remake).toBe(false);
  expect(after([absent, 71]).remake).toBe(true);
});
