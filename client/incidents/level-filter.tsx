import type { Level } from '#contract/platform';
import { useWords } from '../ui/language.ts';
import { LevelBadge, levelKey } from '../ui/level-badge.tsx';

/** 'all', or one level (null is unknown). */
export type LevelChoice = Level | 'all';

interface Props {
  counts: readonly { level: Level; count: number }[];
  chosen: LevelChoice;
  onChoose: (choice: LevelChoice) => void;
}

/** One chip a level with its count; the counts add up to the title's. */
export function LevelFilter({ counts, chosen, onChoose }: Props) {
  const { t } = useWords();
  return (
    <div className="level-filter" role="group" aria-label={t('incidents.filter')}>
      <button type="button" className="chip" aria-pressed={chosen === 'all'} onClick={() => onChoose('all')}>
        {t('incidents.all')}
      </button>
      {counts.map(({ level, count }) => (
        <button
          key={levelKey(level)}
          type="button"
          className="chip"
          aria-pressed={chosen === level}
          onClick={() => onChoose(chosen === level ? 'all' : level)}
        >
          <LevelBadge level={level} size={18} />
          {count}
        </button>
      ))}
    </div>
  );
}
