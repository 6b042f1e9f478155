import type { Grid } from '#contract/grids';
import type { PanelProps } from '../ui/capability.ts';
import { formatPersons } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { ListRow } from '../ui/list-row.tsx';
import { PagedPanel } from '../ui/paged-panel.tsx';
import { ThingMark } from '../ui/thing-mark.tsx';

const KINDS = ['basic', 'special'] as const;

export function GridsPanel({ onClose }: PanelProps) {
  const { t, language } = useWords();
  const kinds = KINDS.map((value) => ({ value, word: t(`grids.kinds.${value}`) }));
  return (
    <PagedPanel<Grid> name="grids" title={t('grids.title')} idOf={({ code }) => code} kinds={kinds} onClose={onClose}>
      {({ name, code, kind, county, town, population }, tools) => (
        <ListRow
          {...tools}
          marker={<ThingMark icon="grids" />}
          title={name}
          aside={population === null ? t('shell.unknown') : formatPersons(population, language)}
          where={`${county} ${town} · ${code}`}
          state={t(`grids.kinds.${kind}`)}
        />
      )}
    </PagedPanel>
  );
}
