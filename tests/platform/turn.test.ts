import { expect, it } from 'vitest';
import { inTurn } from '../../server/platform/turn.ts';

it('never runs twice at once, and runs again after the last call', async () => {
  let runs = 0;
  let now = 0;
  const turn = inTurn(async () => {
    runs += 1;
    now += 1;
    expect(now).toBe(1);
    await Promise.resolve();
    now -= 1;
  });
  const first = turn();
  const waiting = [turn(), turn()];
  // called in the very moment between two runs
  const between = first.then(() => turn());
  await Promise.all([first, ...waiting, between]);
  expect(runs).toBeGreaterThanOrEqual(2);
  expect(runs).toBeLessThanOrEqual(3);
  await turn.settled();
});

it('goes on after a run that failed', async () => {
  let fails = true;
  const turn = inTurn(async () => {
    if (fails) throw new Error('away');
  });
  await expect(turn()).rejects.toThrow('away');
  fails = false;
  await expect(turn()).resolves.toBeUndefined();
});
