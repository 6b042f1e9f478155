// The track of the strip: bars by the hour, the playhead, and a slider over both for hand and keyboard.
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { lookBackTo, useMoment } from './platform/moment.ts';
import { DAY_MS, partOfDay, startOfDay, stepOf, type Reach } from './platform/scrub.ts';
import { formatDate, formatMoment, formatTime } from './ui/formats.ts';
import { useWords } from './ui/language.ts';

interface Props {
  /** New incidents in each hour of the day. */
  counts: readonly number[];
  /** Midnight of the day shown; ms since 1970. */
  day: number;
  reach: Reach;
}

export function TimeTrack({ counts, day, reach }: Props) {
  const { t, language } = useWords();
  const [hovered, setHovered] = useState<number>();
  const total = counts.reduce((sum, count) => sum + count, 0);
  const words = { date: formatDate(day, language), count: total, max: Math.max(...counts) };
  return (
    <div className="strip-bars">
      <Bars counts={counts} label={t('time.bars', words)} />
      <Unrecorded day={day} since={reach.since} />
      {hovered !== undefined && <HoverLabel at={hovered} counts={counts} />}
      <Playhead day={day} now={reach.now} />
      <Slider day={day} reach={reach} onHover={setHovered} />
    </div>
  );
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

function Bars({ counts, label }: { counts: readonly number[]; label: string }) {
  const max = Math.max(1, ...counts);
  return (
    <div className="strip-hours" role="img" aria-label={label}>
      {counts.map((count, hour) => (
        <span key={clock(hour)} className="strip-hour">
          <i style={{ height: `${(count / max) * 100}%` }} />
          {hour % 3 === 0 && <small>{clock(hour)}</small>}
        </span>
      ))}
    </div>
  );
}

/** The part of the day of which nothing is known, because nothing was recorded yet. */
function Unrecorded({ day, since }: { day: number; since: number | undefined }) {
  const { t } = useWords();
  if (since === undefined || since <= day) return null;
  const width = Math.min(1, (since - day) / DAY_MS);
  return <i className="strip-unrecorded" style={{ width: `${width * 100}%` }} title={t('time.unrecorded')} />;
}

/** Where the moment shown lies; now where that is of the day. */
function Playhead({ day, now }: { day: number; now: number }) {
  const moment = useMoment();
  const at = moment?.at ?? now;
  const nowIsHere = moment !== undefined && startOfDay(now) === day;
  return (
    <>
      {nowIsHere && <i className="strip-present" style={{ left: `${partOfDay(now) * 100}%` }} />}
      <i className="strip-now" style={{ left: `${partOfDay(at) * 100}%` }} />
    </>
  );
}

function HoverLabel({ at, counts }: { at: number; counts: readonly number[] }) {
  const { t } = useWords();
  const part = partOfDay(at);
  const hour = Math.floor(part * 24);
  const words = { time: formatTime(at), from: clock(hour), to: clock(hour + 1), count: counts[hour] ?? 0 };
  const side = part > 0.85 ? 'strip-hover is-left' : 'strip-hover';
  return (
    <span className={side} style={{ left: `${part * 100}%` }} aria-hidden="true">
      {t('time.hour', words)}
    </span>
  );
}

function Slider({ day, reach, onHover }: Pick<Props, 'day' | 'reach'> & { onHover: (at: number | undefined) => void }) {
  const { t, language } = useWords();
  const moment = useMoment();
  const at = moment?.at ?? reach.now;
  const go = (to: number) => lookBackTo(to, moment?.how ?? 'known', reach.since);
  const pointed = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return day + Math.min(0.99999, Math.max(0, (clientX - left) / width)) * DAY_MS;
  };
  const onPointerMove = (event: PointerEvent) => {
    onHover(pointed(event));
    if (event.currentTarget.hasPointerCapture(event.pointerId)) go(pointed(event));
  };
  const time = formatMoment(at, reach.now, language);
  return (
    <div
      className="strip-slider"
      role="slider"
      tabIndex={0}
      aria-label={t('time.slider')}
      aria-description={t('time.keys')}
      aria-valuemin={0}
      aria-valuemax={24 * 60}
      aria-valuenow={Math.floor(partOfDay(at) * 24 * 60)}
      aria-valuetext={
        moment ? t(moment.how === 'known' ? 'time.valueKnown' : 'time.valueWas', { time }) : t('time.live')
      }
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        go(pointed(event));
      }}
      onPointerMove={onPointerMove}
      onPointerLeave={() => onHover(undefined)}
      onKeyDown={(event) => {
        const to = keyed(event, at, reach);
        if (to === undefined) return;
        event.preventDefault();
        go(to);
      }}
    />
  );
}

/** Where a key leads to; undefined where it leads nowhere. */
function keyed({ key }: KeyboardEvent, at: number, { since, now }: Reach): number | undefined {
  if (key === 'Home') return since;
  if (key === 'End') return now;
  const step = stepOf(key);
  return step === undefined ? undefined : at + step;
}
