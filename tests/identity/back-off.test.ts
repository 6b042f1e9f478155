import { expect, it } from 'vitest';
import {
  countAttempt,
  stillToWait,
  waitAfter,
  type LaneRule,
  type LaneState,
} from '../../server/identity/algorithms/back-off.ts';

const rule: LaneRule = { free: 5, longestS: 900, forgetS: 600 };
const at = (second: number) => new Date(second * 1000);

it('lets the first four go, then doubles from a second to a quarter of an hour', () => {
  const waits = Array.from({ length: 20 }, (_, no) => waitAfter(no + 1, rule));
  expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900, 900]);
  expect(waitAfter(1_000_000, rule)).toBe(900);
});

it('forgets one failure for each time that has passed, and never owes any', () => {
  const failed: LaneState = { failures: 8, at: at(0), until: at(8) };
  expect(countAttempt(failed, rule, at(599)).failures).toBe(9);
  expect(countAttempt(failed, rule, at(600)).failures).toBe(8);
  expect(countAttempt(failed, rule, at(1_000_000)).failures).toBe(1);
  expect(countAttempt(undefined, rule, at(0))).toEqual({ failures: 1, at: at(0), until: at(0) });
});

it('forgets nothing where the clock goes back', () => {
  expect(countAttempt({ failures: 8, at: at(10_000), until: at(10_000) }, rule, at(0)).failures).toBe(9);
});

it('says how long is still to wait in whole seconds, never too few', () => {
  const state: LaneState = { failures: 6, at: at(0), until: new Date(1500) };
  expect(stillToWait(state, at(0))).toBe(2);
  expect(stillToWait(state, at(1))).toBe(1);
  expect(stillToWait(state, new Date(1500))).toBe(0);
  expect(stillToWait(undefined, at(0))).toBe(0);
});

it('lets an attacker of one place try a handful of times in a day, whatever the patience', () => {
  let state: LaneState | undefined;
  let tried = 0;
  for (let second = 0; second < 24 * 3600; second += 1) {
    if (stillToWait(state, at(second)) > 0) continue;
    state = countAttempt(state, rule, at(second));
    tried += 1;
  }
  expect(tried).toBeLessThan(160);
});
