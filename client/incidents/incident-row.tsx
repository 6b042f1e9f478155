import type { Incident } from '#contract/incidents';
import { useShownTime } from '../platform/moment.ts';
import { Age } from '../ui/age.tsx';
import { useWords } from '../ui/language.ts';
import { LevelBadge } from '../ui/level-badge.tsx';
import { ListRow } from '../ui/list-row.tsx';
import type { RowPlace } from '../ui/virtual-list.tsx';

/** As long as the ground of a new row takes to fade, ms; a row scrolled into sight later is not lit again. */
const LIT_MS = 2_400;

interface Props {
  incident: Incident;
  place: RowPlace;
  selected: boolean;
  arrivedAt: number | undefined;
  onOpen: () => void;
}

export function IncidentRow({ incident, place, selected, arrivedAt, onOpen }: Props) {
  const { t } = useWords();
  const now = useShownTime();
  const { level, title, county, town, source, state, occurredAt } = incident;
  const where = [county, town].filter(Boolean).join(' ') || t('incidents.outside');
  return (
    <ListRow
      place={place}
      marker={<LevelBadge level={level} />}
      title={title}
      aside={<Age since={occurredAt} />}
      where={`${where} · ${t(`incidents.sources.${source}`)}`}
      state={<span className={state === 'reported' ? 'state-box' : undefined}>{t(`incidents.states.${state}`)}</span>}
      selected={selected}
      unknown={level === null}
      fresh={arrivedAt !== undefined && now - arrivedAt < LIT_MS}
      onOpen={onOpen}
    />
  );
}
