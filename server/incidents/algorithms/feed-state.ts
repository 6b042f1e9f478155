// Whether a feed can be trusted to be speaking: silence is not calm.
import type { Feed } from '../contract.ts';

/**
 * @param lastHeardAt when the feed last said anything, a heartbeat too; undefined where it never did
 * @param intervalS   how often it promises to speak, seconds, > 0
 * @returns           stale once it is silent for longer than twice its interval
 */
export function feedState(lastHeardAt: Date | undefined, intervalS: number, now: Date): Feed['state'] {
  if (!(intervalS > 0)) throw new RangeError('A feed has an interval above 0 seconds');
  if (lastHeardAt === undefined) return 'never-heard';
  return now.getTime() - lastHeardAt.getTime() > 2 * intervalS * 1000 ? 'stale' : 'current';
}
