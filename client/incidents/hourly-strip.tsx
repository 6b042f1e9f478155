// The foot of the console: today by the hour, with "now", and whether what is shown is now.
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { HourCount } from '#contract/incidents';
import { useNow } from '../platform/clock.ts';
import { getJson } from '../platform/http.ts';
import { useIsCurrent, useLineState } from '../platform/line-state.ts';
import { formatNumber, formatTime } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { countsOfToday, hoursSoFar, partOfDay } from './today.ts';
import { useArrivals } from './use-incidents.ts';

const REFRESH_MS = 60_000;

export function HourlyStrip() {
  const { t, language } = useWords();
  const current = useIsCurrent();
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  const arrivals = useArrivals();
  const hours = hoursSoFar(minute);
  const { data } = useQuery({
    queryKey: ['incidents', 'hourly', hours, lastOf(arrivals)],
    queryFn: ({ signal }) => getJson<HourCount[]>(`/api/incidents/hourly?hours=${hours}`, signal),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
  const counts = useMemo(() => countsOfToday(data ?? [], minute), [data, minute]);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return (
    <>
      <div className={current ? 'strip-title' : 'strip-title is-unknown'}>
        <b>{t('incidents.hourly.title')}</b>
        <small>{data ? t('incidents.hourly.total', { n: formatNumber(total, language) }) : '…'}</small>
      </div>
      <Bars counts={counts} now={minute} />
      <LineEnd />
    </>
  );
}

/** Counts change with arrivals: asking again then keeps strip and list in step. */
const lastOf = (arrivals: ReadonlyMap<string, number>) => [...arrivals.keys()].at(-1) ?? '';

function Bars({ counts, now }: { counts: readonly number[]; now: number }) {
  const { t } = useWords();
  const max = Math.max(1, ...counts);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const label = t('incidents.hourly.label', { count: total, max: Math.max(...counts) });
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
  return (
    <div className="strip-bars" role="img" aria-label={label}>
      {counts.map((count, hour) => (
        <span
          key={clock(hour)}
          className="strip-hour"
          title={t('incidents.hourly.bar', { from: clock(hour), to: clock(hour + 1), count })}
        >
          <i style={{ height: `${(count / max) * 100}%` }} />
          {hour % 3 === 0 && <small>{clock(hour)}</small>}
        </span>
      ))}
      <i className="strip-now" style={{ left: `${partOfDay(now) * 100}%` }} />
    </div>
  );
}

/** 实时, or since when it is not. */
function LineEnd() {
  const { t } = useWords();
  const { state, cutSince } = useLineState();
  if (state === 'cut') {
    return (
      <span className="line-end is-unknown" role="status">
        <span>{t('shell.line.cut', { time: formatTime(cutSince ?? 0) })}</span>
      </span>
    );
  }
  const word = { connecting: 'connecting', 'catching-up': 'catchingUp', live: 'live' } as const;
  return (
    <span className={state === 'live' ? 'line-end is-live' : 'line-end'} role="status">
      <span>{t(`shell.line.${word[state]}`)}</span>
    </span>
  );
}
