// How long somebody has to wait after so many failures. Pure.

/** A lane of attempts: how many failures it takes before the first wait, how long the longest is, and how fast they are forgotten. */
export interface LaneRule {
  readonly free: number;
  readonly longestS: number;
  /** One failure is forgotten after so long, s. */
  readonly forgetS: number;
}

export interface LaneState {
  readonly failures: number;
  /** When the last attempt was counted. */
  readonly at: Date;
  /** No attempt before this. */
  readonly until: Date;
}

/** Seconds to wait after a failure: none for the first ones, then 1, 2, 4 … up to the longest. @param failures 1 or more */
export function waitAfter(failures: number, { free, longestS }: LaneRule): number {
  if (failures < free) return 0;
  return Math.min(longestS, 2 ** Math.min(failures - free, 30));
}

/** Seconds that are still to wait, rounded up; 0 where an attempt may be made. */
export function stillToWait(state: LaneState | undefined, now: Date): number {
  return state === undefined ? 0 : Math.max(0, Math.ceil((state.until.getTime() - now.getTime()) / 1000));
}

/** The lane after one more attempt, which counts as failed until it is known to have succeeded: many at once are no way round. */
export function countAttempt(state: LaneState | undefined, rule: LaneRule, now: Date): LaneState {
  const forgotten = state ? Math.floor((now.getTime() - state.at.getTime()) / 1000 / rule.forgetS) : 0;
  const failures = Math.max(0, (state?.failures ?? 0) - Math.max(0, forgotten)) + 1;
  return { failures, at: now, until: new Date(now.getTime() + waitAfter(failures, rule) * 1000) };
}
