// The foot of the console: a day by the hour, the moment shown in it, and the way back to now.
import { useQuery } from '@tanstack/react-query';
import type { HourCount } from '#contract/incidents';
import type { Recorded } from '#contract/platform';
import { countsOfDay } from './incidents/counts-of-day.ts';
import { useArrivals } from './incidents/use-incidents.ts';
import { serverNow, useNow } from './platform/clock.ts';
import { getJson } from './platform/http.ts';
import { useIsCurrent } from './platform/line-state.ts';
import { lookBackTo, useMoment } from './platform/moment.ts';
import { DAY_MS, startOfDay, STEP_MS, type Reach } from './platform/scrub.ts';
import { TimeBar } from './time-bar.tsx';
import { TimeEnd } from './time-end.tsx';
import { TimeTrack } from './time-track.tsx';
import { formatDate, formatNumber } from './ui/formats.ts';
import { Icon } from './ui/icons.tsx';
import { useWords } from './ui/language.ts';
import { useIsPhone } from './ui/use-media.ts';

const REFRESH_MS = 60_000;
const MINUTE_MS = 60_000;

export function TimeStrip() {
  const { t } = useWords();
  const moment = useMoment();
  const reach = useReach();
  const day = startOfDay(moment?.at ?? reach.now);
  const counts = useCounts(day);
  return (
    <footer className={moment ? 'time-strip is-past' : 'time-strip'} aria-label={t('time.strip')}>
      {moment && <TimeBar moment={moment} reach={reach} day={day} />}
      <div className="strip-row">
        <StripTitle day={day} counts={counts} />
        <TimeTrack counts={counts ?? NOTHING} day={day} reach={reach} />
        <TimeEnd reach={reach} day={day} />
      </div>
    </footer>
  );
}

/** A phone has no track while it is live: by this one comes to it, an hour back. */
export function PhoneEntry() {
  const { t } = useWords();
  const { since } = useReach();
  const isLive = useMoment() === undefined;
  if (!useIsPhone() || !isLive || since === undefined) return null;
  const look = () => lookBackTo(serverNow() - STEP_MS.hour, 'known', since);
  return (
    <button type="button" className="button strip-entry" onClick={look}>
      <Icon name="clock" />
      {t('time.look')}
    </button>
  );
}

const NOTHING: readonly number[] = Array.from({ length: 24 }, () => 0);

function StripTitle({ day, counts }: { day: number; counts: readonly number[] | undefined }) {
  const { t, language } = useWords();
  const current = useIsCurrent();
  const isPast = useMoment() !== undefined;
  const now = useNow();
  const total = (counts ?? []).reduce((sum, count) => sum + count, 0);
  const today = startOfDay(now) === day;
  return (
    <div className={current ? 'strip-title' : 'strip-title is-unknown'}>
      <b>{today ? t('incidents.hourly.title') : t('time.day', { date: formatDate(day, language) })}</b>
      <small>
        {counts ? t('time.total', { n: formatNumber(total, language) }) : '…'}
        {!isPast && ` · ${t('time.hint')}`}
      </small>
    </div>
  );
}

/** How far one can look back, to the minute: a strip that is drawn anew each second would tire nobody but the machine. */
function useReach(): Reach {
  const now = Math.floor(useNow() / MINUTE_MS) * MINUTE_MS;
  const { data } = useQuery({
    queryKey: ['moments'],
    queryFn: ({ signal }) => getJson<Recorded>('/api/moments', signal),
    staleTime: 5 * MINUTE_MS,
  });
  return { since: data?.since ? Date.parse(data.since) : undefined, now };
}

/** The day by the hour as it is known today: a ruler that stays still while one moves along it. */
function useCounts(day: number): readonly number[] | undefined {
  const arrivals = useArrivals();
  const until = new Date(day + DAY_MS - 1).toISOString();
  const { data } = useQuery({
    // Counts change with arrivals: asking again then keeps strip and list in step.
    queryKey: ['incidents', 'hourly', day, [...arrivals.keys()].at(-1) ?? ''],
    queryFn: ({ signal }) => getJson<HourCount[]>(`/api/incidents/hourly?hours=24&until=${until}`, signal),
    refetchInterval: REFRESH_MS,
    placeholderData: (before, query) => (query?.queryKey[2] === day ? before : undefined),
  });
  return data && countsOfDay(data, day);
}
