import { HAZARD_KINDS, type Hazard } from '#contract/hazards';
import type { PanelProps } from '../ui/capability.ts';
import { useWords } from '../ui/language.ts';
import { LevelBadge, levelKey } from '../ui/level-badge.tsx';
import { ListRow } from '../ui/list-row.tsx';
import { PagedPanel } from '../ui/paged-panel.tsx';

export function HazardsPanel({ onClose }: PanelProps) {
  const { t } = useWords();
  const kinds = HAZARD_KINDS.map((value) => ({ value, word: t(`hazards.kinds.${value}`) }));
  return (
    <PagedPanel<Hazard> name="hazards" title={t('hazards.title')} idOf={({ id }) => id} kinds={kinds} onClose={onClose}>
      {({ level, name, kind, county, town }, tools) => (
        <ListRow
          {...tools}
          marker={<LevelBadge level={level} />}
          title={name}
          where={[county, town].filter(Boolean).join(' ') + ` · ${t(`hazards.kinds.${kind}`)}`}
          state={level === null ? t('hazards.notAssessed') : t(`shell.level.long.${levelKey(level)}`)}
          unknown={level === null}
        />
      )}
    </PagedPanel>
  );
}
