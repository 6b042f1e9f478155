// The open incidents: gravest first, then longest waiting; the same that the map shows.
import { useMemo, useState } from 'react';
import { serverNow, useNow } from '../platform/clock.ts';
import { useMoment, useShownTime } from '../platform/moment.ts';
import { useIsCurrent } from '../platform/line-state.ts';
import { useSelection } from '../platform/url.tsx';
import type { PanelProps } from '../ui/capability.ts';
import { formatAge, formatMoment, formatNumber } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { levelKey } from '../ui/level-badge.tsx';
import { KeyHints, ListPanel } from '../ui/panel.tsx';
import { EmptyNote, FailureNote, RowOutlines } from '../ui/states.tsx';
import { useRowHeight } from '../ui/use-media.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { countByLevel } from './incident-order.ts';
import { IncidentRow } from './incident-row.tsx';
import { LevelFilter, type LevelChoice } from './level-filter.tsx';
import {
  useArrivals,
  useIncidentsConfirmedAt,
  useIncidentsError,
  useIncidentsStatus,
  useOpenIncidents,
  useReloadIncidents,
} from './use-incidents.ts';

export function IncidentsPanel({ onClose }: PanelProps) {
  const { t, language } = useWords();
  const incidents = useOpenIncidents();
  const status = useIncidentsStatus();
  const error = useIncidentsError();
  const reload = useReloadIncidents();
  const confirmedAt = useIncidentsConfirmedAt();
  const current = useIsCurrent();
  const isPast = useMoment() !== undefined;
  const [level, setLevel] = useState<LevelChoice>('all');
  const counts = useMemo(() => countByLevel(incidents), [incidents]);
  const shown = useMemo(
    () => (level === 'all' ? incidents : incidents.filter((incident) => incident.level === level)),
    [incidents, level],
  );
  const figure = (count: number) => formatNumber(count, language);
  const foot = t('incidents.foot', { shown: figure(shown.length), total: figure(incidents.length) });
  const ready = status === 'ready';
  const openOnes = {
    // Unknown is asked for as no level at all.
    fields: { open: 'true', ...(level !== 'all' && { level: level === null ? '' : String(level) }) },
    words:
      level === 'all' ? t('incidents.title') : `${t('incidents.title')} · ${t(`shell.level.long.${levelKey(level)}`)}`,
  };
  return (
    <ListPanel
      title={t('incidents.title')}
      count={ready ? figure(incidents.length) : undefined}
      stale={!current}
      taken={{ dataset: 'incidents', title: t('incidents.title'), inView: false, filter: openOnes }}
      onClose={onClose}
      head={
        <>
          <LevelFilter counts={counts} chosen={level} onChoose={setLevel} />
          <div className="list-order">
            <span>{t('incidents.order')}</span>
            {confirmedAt !== undefined && !isPast && <Updated at={confirmedAt} />}
          </div>
        </>
      }
      foot={
        <>
          <span>{foot}</span>
          <KeyHints />
        </>
      }
    >
      {error && (
        <FailureNote
          error={error}
          what={t('incidents.what')}
          keptFrom={ready ? confirmedAt : undefined}
          onRetry={reload}
        />
      )}
      {!ready && !error && <RowOutlines />}
      {ready && shown.length === 0 && <NoIncidents level={level} onClear={() => setLevel('all')} />}
      {ready && shown.length > 0 && <IncidentRows incidents={shown} />}
    </ListPanel>
  );
}

function IncidentRows({ incidents }: { incidents: ReturnType<typeof useOpenIncidents> }) {
  const { t } = useWords();
  const { selection, select } = useSelection();
  const arrivals = useArrivals();
  const rowHeight = useRowHeight();
  const selectedId = selection?.kind === 'incidents' ? selection.id : undefined;
  return (
    <VirtualList
      items={incidents}
      keyOf={idOf}
      rowHeight={rowHeight}
      label={t('incidents.title')}
      selectedKey={selectedId}
    >
      {(incident, place) => (
        <IncidentRow
          incident={incident}
          place={place}
          selected={incident.id === selectedId}
          arrivedAt={arrivals.get(incident.id)}
          onOpen={() => select({ kind: 'incidents', id: incident.id })}
        />
      )}
    </VirtualList>
  );
}

const idOf = ({ id }: { id: string }) => id;

function Updated({ at }: { at: number }) {
  const { t, language } = useWords();
  return <span>{t('incidents.updated', { age: formatAge(useNow() - at, language) })}</span>;
}

function NoIncidents({ level, onClear }: { level: LevelChoice; onClear: () => void }) {
  const { t, language } = useWords();
  const time = formatMoment(useShownTime(), serverNow(), language);
  if (level === 'all') return <EmptyNote>{t('incidents.empty', { time })}</EmptyNote>;
  const clear = (
    <button type="button" className="link-button" onClick={onClear}>
      {t('incidents.clearFilter')}
    </button>
  );
  return (
    <EmptyNote action={clear}>
      {t('incidents.emptyLevel', { time, level: t(`shell.level.${levelKey(level)}`) })}
    </EmptyNote>
  );
}
