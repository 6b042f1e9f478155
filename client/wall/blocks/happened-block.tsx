// What has just happened, newest on top. What came within five minutes stands on lit ground.
import { useFeeds } from '../../incidents/use-feeds.ts';
import { useIncidentsStatus } from '../../incidents/use-incidents.ts';
import { formatAge, formatTime } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { LevelBadge } from '../../ui/level-badge.tsx';
import { IncidentsBlock } from '../block.tsx';
import { useWallUnit } from '../unit.ts';
import { useMinute } from '../use-minute.ts';
import type { Happening } from './happenings.ts';
import { placeOf } from './place-words.ts';
import { useHappenings } from './use-happenings.ts';

const MINUTE_MS = 60_000;

export function HappenedBlock({ focus }: { focus: string | null }) {
  const { t } = useWords();
  const rows = useHappenings();
  const incidents = useIncidentsStatus();
  const feeds = useFeeds();
  const ready = incidents === 'ready' && feeds !== undefined;
  return (
    <IncidentsBlock title={t('wall.happened.title')} aside={t('wall.happened.newest')} className="is-happened" grow>
      {!ready && <p className="wall-wait">{t('wall.starting')}</p>}
      {ready && rows.length === 0 && <p className="wall-wait">{t('wall.happened.empty')}</p>}
      <ol className="wall-feed">
        {rows.map((row) => (
          <Row key={row.key} row={row} focus={focus} />
        ))}
      </ol>
    </IncidentsBlock>
  );
}

function Row({ row, focus }: { row: Happening; focus: string | null }) {
  const { t, language } = useWords();
  const { unit } = useWallUnit();
  const now = useMinute();
  const level = row.what === 'silent' ? null : row.incident.level;
  const focused = row.what === 'reported' && row.incident.id === focus;
  const classes = [row.lit && 'is-lit', row.what === 'silent' && 'is-unknown', focused && 'is-focused'];
  return (
    <li className={classes.filter(Boolean).join(' ')} data-what={row.what}>
      <LevelBadge level={level} size={84 * unit} />
      <div>
        <p className="wall-when">
          <time dateTime={new Date(row.at).toISOString()}>{formatTime(row.at)}</time>
          <span>
            {now - row.at < MINUTE_MS
              ? t('wall.happened.now')
              : t('wall.happened.ago', { age: formatAge(now - row.at, language) })}
          </span>
        </p>
        <RowWords row={row} />
      </div>
    </li>
  );
}

/** Received this much later than it happened, the row says when that was; ms. */
const LATE_MS = 5 * 60_000;

function RowWords({ row }: { row: Happening }) {
  const { t, language } = useWords();
  const now = useMinute();
  if (row.what === 'silent') {
    return (
      <>
        <b>{t('wall.happened.silent', { name: row.feed.name })}</b>
        <p>{t('wall.happened.silentMeans')}</p>
      </>
    );
  }
  const { incident } = row;
  const state = row.what === 'closed' ? t('wall.happened.closed') : t(`incidents.states.${incident.state}`);
  const happenedAt = Date.parse(incident.occurredAt);
  const late = row.what === 'reported' && row.at - happenedAt > LATE_MS;
  const words = [placeOf(incident), state];
  if (late) words.push(t('wall.happened.late', { age: formatAge(now - happenedAt, language) }));
  return (
    <>
      <b>{incident.title}</b>
      <p>{words.join(' · ')}</p>
    </>
  );
}
