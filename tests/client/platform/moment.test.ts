import { afterEach, expect, it } from 'vitest';
import {
  lookBackTo,
  momentKey,
  pathAt,
  showMoment,
  shownTime,
  useMomentState,
} from '../../../client/platform/moment.ts';

const PAST = Date.parse('2020-07-08T02:15:07.900Z');
const shown = () => useMomentState.getState().moment;
afterEach(() => showMoment(undefined));

it('shows a moment of the past to the second, as an address has it', () => {
  showMoment({ at: PAST, how: 'was' });
  expect(shown()).toEqual({ at: Date.parse('2020-07-08T02:15:07Z'), how: 'was' });
  expect(shownTime()).toBe(Date.parse('2020-07-08T02:15:07Z'));
});

it('takes what is not past for now', () => {
  showMoment({ at: PAST, how: 'known' });
  showMoment({ at: Date.now() + 60_000, how: 'known' });
  expect(shown()).toBeUndefined();
});

it('stays the same object while it is the same moment, so that nothing is drawn or asked anew', () => {
  showMoment({ at: PAST, how: 'known' });
  const before = shown();
  showMoment({ at: PAST + 50, how: 'known' });
  expect(shown()).toBe(before);
});

it('goes into the address of every question', () => {
  const at = Date.parse('2020-07-08T02:15:00Z');
  expect(pathAt('/api/incidents', { at, how: 'known' })).toBe('/api/incidents?asKnownAt=2020-07-08T02:15:00.000Z');
  expect(pathAt('/api/layers?bbox=1', { at, how: 'was' })).toBe(
    '/api/layers?bbox=1&asItWasAt=2020-07-08T02:15:00.000Z',
  );
  expect(pathAt('/api/incidents', undefined)).toBe('/api/incidents');
  expect(new Set([momentKey({ at, how: 'known' }), momentKey({ at, how: 'was' }), momentKey(undefined)]).size).toBe(3);
});

it('looks back no further than to the first record, and to what happened a second ago as well', () => {
  lookBackTo(PAST - 86_400_000, 'known', PAST - 3_600_900);
  expect(shown()?.at).toBe(PAST - 3_600_900);
  lookBackTo(Date.now() - 1_500, 'known', PAST);
  expect(Date.now() - shown()!.at).toBeLessThan(60_000);
  lookBackTo(PAST, 'known', undefined);
  expect(shown()).toBeUndefined();
});
