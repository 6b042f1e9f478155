// The level as shape, character and colour: any two may fail and the third still says it.
import type { Level } from '#contract/platform';
import { useWords } from './language.ts';

/** The key of a level in the words: unknown has one too. */
export const levelKey = (level: Level) => level ?? 'unknown';

interface Props {
  level: Level;
  /** Side of the box, CSS pixels; under 18 the character is left out. */
  size?: number;
  /** Beside a text that says the level already. */
  decorative?: boolean;
}

/** 红 square, 橙 diamond, 黄 triangle, 蓝 circle, unknown a dashed and hatched box. Named 橙色Ⅱ级. */
export function LevelBadge({ level, size = 28, decorative = false }: Props) {
  const { t } = useWords();
  const key = levelKey(level);
  const name = decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': t(`shell.level.long.${key}`) };
  const character = level === null ? '?' : t(`shell.level.${level}`).slice(0, 1);
  return (
    <svg className="badge" width={size} height={size} viewBox="0 0 28 28" focusable="false" {...name}>
      <Shape level={level} />
      {size >= 18 && (
        <text x="14" y={BASELINE[key]} textAnchor="middle" fontSize={FONT_SIZE[key]} fontWeight="700" fill={INK[key]}>
          {character}
        </text>
      )}
    </svg>
  );
}

function Shape({ level }: { level: Level }) {
  if (level === null) return <UnknownShape />;
  const paint = { fill: `var(--c-lv${level})`, stroke: EDGE[level], strokeWidth: 1.2 };
  if (level === 1) return <rect x="3.5" y="3.5" width="21" height="21" rx="2.5" {...paint} />;
  if (level === 2) return <path d="M14 .8 27.2 14 14 27.2.8 14z" strokeLinejoin="round" {...paint} />;
  if (level === 3) return <path d="M14 2.2 27 25.2H1z" strokeLinejoin="round" {...paint} />;
  return <circle cx="14" cy="14" r="12" {...paint} />;
}

function UnknownShape() {
  return (
    <>
      <rect x="3.5" y="3.5" width="21" height="21" rx="6" fill="var(--c-surface)" />
      <path
        d="M5 16 16 5M5 22 22 5M10 23 23 10M17 23l6-6"
        stroke="var(--c-unknown)"
        strokeOpacity=".42"
        strokeWidth="1.4"
      />
      <rect
        x="3.5"
        y="3.5"
        width="21"
        height="21"
        rx="6"
        fill="none"
        stroke="var(--c-unknown)"
        strokeWidth="1.5"
        strokeDasharray="3 2"
      />
    </>
  );
}

/** 橙 and 黄 alone are too bright for a light ground without an edge of ink. */
const EDGE = {
  1: 'var(--c-lv1)',
  2: 'var(--c-lv2-edge)',
  3: 'var(--c-lv3-edge)',
  4: 'var(--c-lv4)',
} as const;
const BASELINE = { 1: 18.7, 2: 18.5, 3: 22.6, 4: 18.7, unknown: 19.2 } as const;
const FONT_SIZE = { 1: 13.5, 2: 12.5, 3: 11.5, 4: 13, unknown: 14 } as const;
const INK = {
  1: 'var(--c-lv1-ink)',
  2: 'var(--c-lv2-ink)',
  3: 'var(--c-lv3-ink)',
  4: 'var(--c-lv4-ink)',
  unknown: 'var(--c-text)',
} as const;
