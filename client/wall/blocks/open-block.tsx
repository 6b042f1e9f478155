// The figure that a wall is for: how many incidents are open, how many are new, and how they stand by level and age.
import { Fragment } from 'react';
import { useIncidentsStatus, useOpenIncidents } from '../../incidents/use-incidents.ts';
import { formatNumber } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { LevelBadge, levelKey } from '../../ui/level-badge.tsx';
import { IncidentsBlock } from '../block.tsx';
import { useMinute } from '../use-minute.ts';
import { useWallUnit } from '../unit.ts';
import { countByLevel } from '../../incidents/incident-order.ts';
import { inLastHour, levelsByAge, unacknowledged } from './matrix.ts';

function OpenFigure() {
  const { t, language } = useWords();
  const incidents = useOpenIncidents();
  const ready = useIncidentsStatus() === 'ready';
  const now = useMinute();
  if (!ready) return <p className="wall-wait">{t('wall.starting')}</p>;
  const figure = (count: number) => formatNumber(count, language);
  const open = figure(incidents.length);
  return (
    <div className="wall-key">
      <b data-figure="open" data-signs={open.length}>
        {open}
      </b>
      <dl>
        <dt>{t('wall.open.lastHour')}</dt>
        <dd data-figure="last-hour">{figure(inLastHour(incidents, now))}</dd>
        <dt>{t('wall.open.waiting')}</dt>
        <dd data-figure="waiting">{figure(unacknowledged(incidents))}</dd>
      </dl>
    </div>
  );
}

/** Where none are known there is no matrix: its zeros would say that all is calm. */
export function OpenBlock() {
  const { t } = useWords();
  const ready = useIncidentsStatus() === 'ready';
  return (
    <IncidentsBlock title={t('wall.open.title')} className="is-first">
      <OpenFigure />
      {ready && <Matrix />}
    </IncidentsBlock>
  );
}

/** Level × age: columns run from new to old, a zero is a dim dot so that what is there stands out. */
function Matrix() {
  const { t } = useWords();
  const incidents = useOpenIncidents();
  const now = useMinute();
  const { unit } = useWallUnit();
  const ages = ['new', 'mid', 'old'] as const;
  return (
    <table className="wall-matrix">
      <caption className="only-heard">{t('wall.open.matrix')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="only-heard">{t('wall.open.level')}</span>
          </th>
          {ages.map((age) => (
            <th key={age} scope="col">
              {t(`wall.open.ages.${age}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {levelsByAge(incidents, now).map(({ level, counts }) => (
          <tr key={levelKey(level)} data-level={levelKey(level)}>
            <th scope="row">
              <LevelBadge level={level} size={64 * unit} decorative />
              <span>{t(`shell.level.${levelKey(level)}`)}</span>
            </th>
            {counts.map((count, column) => (
              <Count key={ages[column]} count={count} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Count({ count }: { count: number }) {
  const { language } = useWords();
  if (count > 0) return <td>{formatNumber(count, language)}</td>;
  return (
    <td className="is-zero">
      <span className="only-heard">0</span>
      <i aria-hidden="true" />
    </td>
  );
}

/** In scenes about something else: the figure and its levels in one row. */
export function OpenShortBlock() {
  const { t, language } = useWords();
  const incidents = useOpenIncidents();
  const ready = useIncidentsStatus() === 'ready';
  const { unit } = useWallUnit();
  return (
    <IncidentsBlock title={t('wall.open.title')} className="is-first">
      <OpenFigure />
      <ul className="wall-levels">
        {(ready ? countByLevel(incidents) : []).map(({ level, count }) => (
          <li key={levelKey(level)} className={count === 0 ? 'is-zero' : ''}>
            <LevelBadge level={level} size={64 * unit} />
            <Fragment>
              {count === 0 ? <i aria-label="0" role="img" /> : <b>{formatNumber(count, language)}</b>}
            </Fragment>
          </li>
        ))}
      </ul>
    </IncidentsBlock>
  );
}
