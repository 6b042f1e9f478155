import { useMemo } from 'react';
import { useSelection } from '../platform/url.tsx';
import { Age } from '../ui/age.tsx';
import { useWords } from '../ui/language.ts';
import { LevelBadge } from '../ui/level-badge.tsx';
import { useOpenIncidents } from './use-incidents.ts';

/** The open incidents of one grid, as links. */
export function IncidentsInGrid({ gridCode }: { gridCode: string }) {
  const { t } = useWords();
  const { select } = useSelection();
  const all = useOpenIncidents();
  const here = useMemo(() => all.filter((incident) => incident.gridCode === gridCode), [all, gridCode]);
  if (here.length === 0) return <p className="quiet">{t('grids.openNone')}</p>;
  return (
    <ul className="plain">
      {here.map(({ id, level, title, occurredAt }) => (
        <li key={id} className="mini-row">
          <LevelBadge level={level} size={20} />
          <button type="button" className="link-button" onClick={() => select({ kind: 'incidents', id })}>
            {title}
          </button>
          <Age since={occurredAt} />
        </li>
      ))}
    </ul>
  );
}
