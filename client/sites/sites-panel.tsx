import { SITE_KINDS, type Site } from '#contract/sites';
import type { PanelProps } from '../ui/capability.ts';
import { useWords } from '../ui/language.ts';
import { ListRow } from '../ui/list-row.tsx';
import { PagedPanel } from '../ui/paged-panel.tsx';
import { ThingMark } from '../ui/thing-mark.tsx';

export function SitesPanel({ onClose }: PanelProps) {
  const { t } = useWords();
  const kinds = SITE_KINDS.map((value) => ({ value, word: t(`sites.kinds.${value}`) }));
  return (
    <PagedPanel<Site> name="sites" title={t('sites.title')} idOf={({ id }) => id} kinds={kinds} onClose={onClose}>
      {({ name, kind, county, town }, tools) => (
        <ListRow
          {...tools}
          marker={<ThingMark icon="sites" />}
          title={name}
          where={[county, town].filter(Boolean).join(' ')}
          state={t(`sites.kinds.${kind}`)}
        />
      )}
    </PagedPanel>
  );
}
