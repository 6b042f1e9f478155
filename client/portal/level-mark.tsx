// The assessed level beside its name: shape, character and colour, as everywhere in the house.
import type { Level } from '#contract/platform';
import { badgeName, BADGES } from '../map/badge.ts';

/** Decoration: its text stands beside it. */
export function LevelMark({ level, size = 40 }: { level: Level; size?: number }) {
  const { outline, character, baseline, fontSize } = BADGES[badgeName(level)];
  const known = level ?? 'unknown';
  return (
    <svg className={`level level-${known}`} width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
      <path d={outline} />
      <text x="14" y={baseline} fontSize={fontSize} textAnchor="middle">
        {character}
      </text>
    </svg>
  );
}
