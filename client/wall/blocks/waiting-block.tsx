// What has waited longest: first what nobody has acknowledged.
import { useIncidentsStatus, useOpenIncidents } from '../../incidents/use-incidents.ts';
import { formatAge } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { LevelBadge } from '../../ui/level-badge.tsx';
import { IncidentsBlock } from '../block.tsx';
import { useWallUnit } from '../unit.ts';
import { useMinute } from '../use-minute.ts';
import { longestFirst, unacknowledged } from './matrix.ts';

/** More are cut off by the block's own edge. */
const MOST = 8;

export function WaitingBlock() {
  const { t, language } = useWords();
  const ready = useIncidentsStatus() === 'ready';
  const incidents = longestFirst(useOpenIncidents());
  const now = useMinute();
  const { unit } = useWallUnit();
  if (!ready) return null;
  return (
    <IncidentsBlock
      title={t('wall.waiting.title')}
      aside={t('wall.waiting.count', { n: unacknowledged(incidents) })}
      grow
    >
      {incidents.length === 0 && <p className="wall-wait">{t('wall.waiting.none')}</p>}
      <ol className="wall-waiting">
        {incidents.slice(0, MOST).map((incident) => (
          <li key={incident.id}>
            <LevelBadge level={incident.level} size={72 * unit} />
            <div>
              <b>{incident.title}</b>
              <span>
                {incident.town ?? incident.county ?? incident.address}
                {' · '}
                {t(`incidents.states.${incident.state}`)} {formatAge(now - Date.parse(incident.receivedAt), language)}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </IncidentsBlock>
  );
}
