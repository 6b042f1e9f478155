import { SHELTER_KINDS, type Shelter } from '#contract/shelters';
import type { PanelProps } from '../ui/capability.ts';
import { formatPersons } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { ListRow } from '../ui/list-row.tsx';
import { PagedPanel } from '../ui/paged-panel.tsx';
import { ThingMark } from '../ui/thing-mark.tsx';

export function SheltersPanel({ onClose }: PanelProps) {
  const { t, language } = useWords();
  const kinds = SHELTER_KINDS.map((value) => ({ value, word: t(`shelters.kinds.${value}`) }));
  return (
    <PagedPanel<Shelter>
      name="shelters"
      title={t('shelters.title')}
      idOf={({ id }) => id}
      kinds={kinds}
      onClose={onClose}
    >
      {({ name, kind, state, capacityPersons, county, town }, tools) => (
        <ListRow
          {...tools}
          marker={<ThingMark icon="shelters" />}
          title={name}
          aside={formatPersons(capacityPersons, language)}
          where={[county, town].filter(Boolean).join(' ') + ` · ${t(`shelters.kinds.${kind}`)}`}
          state={t(`shelters.states.${state}`)}
        />
      )}
    </PagedPanel>
  );
}
