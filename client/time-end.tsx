// The right end of the strip: the day to look at, and 实时 or the way back to it.
import { serverNow } from './platform/clock.ts';
import { lookBackTo, showMoment, useMoment } from './platform/moment.ts';
import { useLineState } from './platform/line-state.ts';
import { DAY_MS, dayText, onDay, parseDay, type Reach } from './platform/scrub.ts';
import { formatMoment } from './ui/formats.ts';
import { Icon } from './ui/icons.tsx';
import { useWords } from './ui/language.ts';

interface Props {
  reach: Reach;
  /** Midnight of the day shown; ms since 1970. */
  day: number;
}

export function TimeEnd({ reach, day }: Props) {
  const { t } = useWords();
  const moment = useMoment();
  return (
    <div className="strip-end">
      <DayChoice reach={reach} day={day} />
      {moment ? (
        <button type="button" className="button is-primary" onClick={() => showMoment(undefined)}>
          {t('time.back')}
        </button>
      ) : (
        <LineEnd />
      )}
    </div>
  );
}

/** The same time on another day of the record; today leads no further than to now. */
function DayChoice({ reach, day }: Props) {
  const { t } = useWords();
  const moment = useMoment();
  const { since, now } = reach;
  if (since === undefined) return null;
  const go = (to: number) => lookBackTo(onDay(moment?.at ?? now, to), moment?.how ?? 'known', since);
  const last = dayText(day) === dayText(now);
  const first = dayText(day) <= dayText(since);
  return (
    <span className="strip-day">
      <Turn label={t('time.dayBefore')} disabled={first} turned onClick={() => go(day - DAY_MS)} />
      <input
        type="date"
        aria-label={t('time.date')}
        value={dayText(day)}
        min={dayText(since)}
        max={dayText(now)}
        onChange={({ target }) => {
          const chosen = parseDay(target.value);
          if (chosen !== undefined) go(chosen);
        }}
      />
      <Turn label={t('time.dayAfter')} disabled={last} onClick={() => go(day + DAY_MS)} />
    </span>
  );
}

interface TurnProps {
  label: string;
  disabled: boolean;
  turned?: boolean;
  onClick: () => void;
}

function Turn({ label, disabled, turned = false, onClick }: TurnProps) {
  return (
    <button
      type="button"
      className={turned ? 'icon-button is-turned' : 'icon-button'}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name="next" />
    </button>
  );
}

/** 实时, or since when it is not. */
function LineEnd() {
  const { t, language } = useWords();
  const { state, cutSince } = useLineState();
  if (state === 'cut') {
    return (
      <span className="line-end is-unknown" role="status">
        <span>{t('shell.line.cut', { time: formatMoment(cutSince ?? 0, serverNow(), language) })}</span>
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
