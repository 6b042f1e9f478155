// A clock that stands still until it is told otherwise.
import type { Clock } from '../../server/platform/services.ts';

export interface TestClock {
  (): Date;
  set(time: string): void;
  advance(seconds: number): void;
}

export function startClock(time = '2030-01-01T06:00:00Z'): TestClock & Clock {
  let now = new Date(time).getTime();
  return Object.assign(() => new Date(now), {
    set: (next: string) => {
      now = new Date(next).getTime();
    },
    advance: (seconds: number) => {
      now += seconds * 1000;
    },
  });
}
