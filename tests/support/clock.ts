// A clock that stands still until it is told otherwise.
import type { Clock } from '../../server/platform/services.ts';

export interface TestClock {
  (): Date;
  set(time: string): void;
  advance(seconds: number): void;
  /** From now on each look at it finds it so much later. */
  tick(seconds: number): void;
}

export function startClock(time = '2030-01-01T06:00:00Z'): TestClock & Clock {
  let now = new Date(time).getTime();
  let tickMs = 0;
  const look = () => new Date((now += tickMs));
  return Object.assign(look, {
    set: (next: string) => {
      now = new Date(next).getTime();
    },
    advance: (seconds: number) => {
      now += seconds * 1000;
    },
    tick: (seconds: number) => {
      tickMs = seconds * 1000;
    },
  });
}
