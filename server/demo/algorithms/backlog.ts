// What a duty officer finds on coming in: the open incidents of the last hours.
import type { IncidentReport } from '../../incidents/contract.ts';
import { between, type Random } from './random.ts';

/** 1 red, 3 orange, 7 yellow, 11 blue, 1 not yet graded. */
export const BACKLOG_LEVELS: readonly IncidentReport['level'][] = [
  1,
  2,
  2,
  2,
  3,
  3,
  3,
  3,
  3,
  3,
  3,
  4,
  4,
  4,
  4,
  4,
  4,
  4,
  4,
  4,
  4,
  4,
  null,
];

/** How far back it reaches, by level: grave ones are worked on for longer. Minutes. */
const LONGEST_MIN = { 1: 100, 2: 180, 3: 150, 4: 110, unknown: 12 } as const;

/**
 * When and how bad each incident of the backlog was, oldest first.
 *
 * @param now the moment of the first start
 */
export function planBacklog(now: Date, random: Random): { at: Date; level: IncidentReport['level'] }[] {
  const plan = BACKLOG_LEVELS.map((level) => {
    const ageMs = between(2 * 60, LONGEST_MIN[level ?? 'unknown'] * 60, random) * 1000;
    return { at: new Date(now.getTime() - ageMs), level };
  });
  return plan.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
