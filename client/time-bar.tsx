// Over the strip while one looks back: what is shown and how it is meant, and how to go on from there.
import { useIsFetching, useQuery } from '@tanstack/react-query';
import { getJson } from './platform/http.ts';
import { isOfPast, lookBackTo, showMoment, WAYS, type PastMoment } from './platform/moment.ts';
import { DAY_MS, turnAfter, turnBefore, type Reach } from './platform/scrub.ts';
import { SPEEDS, usePlay, type Speed } from './time-play.ts';
import { formatMoment, formatTimeWithSeconds } from './ui/formats.ts';
import { Icon, type IconName } from './ui/icons.tsx';
import { useWords } from './ui/language.ts';

interface Props {
  moment: PastMoment;
  reach: Reach;
  /** Midnight of the day shown; ms since 1970. */
  day: number;
}

export function TimeBar({ moment, reach, day }: Props) {
  return (
    <div className="past-bar">
      <Shown moment={moment} now={reach.now} />
      <WayChoice moment={moment} />
      <span className="spring" />
      <Player moment={moment} reach={reach} day={day} />
    </div>
  );
}

/** 所示为 … 当时所知, and in one sentence what that means. */
function Shown({ moment, now }: { moment: PastMoment; now: number }) {
  const { at, how } = moment;
  const { t, language } = useWords();
  const exact = at % 60_000 === 0 ? '' : formatTimeWithSeconds(at).slice(-3);
  const time = `${formatMoment(at, now, language)}${exact}`;
  return (
    <p className="past-shown">
      <b role="status">{t(how === 'known' ? 'time.shownKnown' : 'time.shownWas', { time })}</b>
      <small>{t(how === 'known' ? 'time.whyKnown' : 'time.whyWas')}</small>
      <Asking />
    </p>
  );
}

/** While answers are on their way, what is on the screen is of the moment before: said as soon as it takes longer than a blink. */
function Asking() {
  const { t } = useWords();
  const asked = useIsFetching({ predicate: ({ queryKey }) => queryKey.some(isOfPast) });
  return (
    <small className={asked > 0 ? 'past-asking is-on' : 'past-asking'} aria-hidden={asked === 0}>
      {t('time.asking')}
    </small>
  );
}

function WayChoice({ moment }: { moment: PastMoment }) {
  const { t } = useWords();
  return (
    <span className="past-ways" role="group" aria-label={t('time.way')}>
      {WAYS.map((how) => (
        <button
          key={how}
          type="button"
          className="chip"
          aria-pressed={how === moment.how}
          title={t(how === 'known' ? 'time.whyKnown' : 'time.whyWas')}
          onClick={() => showMoment({ ...moment, how })}
        >
          {t(`time.${how}`)}
        </button>
      ))}
    </span>
  );
}

function Player({ moment, reach, day }: Props) {
  const { t } = useWords();
  const { playing, speed, setSpeed, toggle } = usePlay();
  const turns = useTurns(day);
  const step = (to: number | undefined) => to !== undefined && lookBackTo(to, moment.how, reach.since);
  const [before, after] = [turnBefore(turns, moment.at), turnAfter(turns, moment.at)];
  return (
    <span className="past-player">
      <Press icon="step-back" label={t('time.earlier')} disabled={before === undefined} onClick={() => step(before)} />
      <Press icon={playing ? 'pause' : 'play'} label={t(playing ? 'time.pause' : 'time.play')} onClick={toggle} />
      <Press icon="step-on" label={t('time.later')} disabled={after === undefined} onClick={() => step(after)} />
      <select
        aria-label={t('time.speed')}
        value={speed}
        onChange={({ target }) => setSpeed(Number(target.value) as Speed)}
      >
        {SPEEDS.map((each) => (
          <option key={each} value={each}>
            {t(`time.speeds.${each}`)}
          </option>
        ))}
      </select>
    </span>
  );
}

interface PressProps {
  icon: IconName;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

function Press({ icon, label, disabled = false, onClick }: PressProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

const NONE: readonly number[] = [];

/** When something was told of an incident on the day shown and those beside it; sorted, rounded up to the second so that the moment holds the change. */
function useTurns(day: number): readonly number[] {
  const [from, until] = [new Date(day - DAY_MS).toISOString(), new Date(day + 2 * DAY_MS).toISOString()];
  const { data } = useQuery({
    queryKey: ['incidents', 'turns', day],
    queryFn: ({ signal }) => getJson<string[]>(`/api/incidents/turns?from=${from}&until=${until}`, signal),
    select: toSeconds,
  });
  return data ?? NONE;
}

const toSeconds = (turns: readonly string[]): readonly number[] => [
  ...new Set(turns.map((turn) => Math.ceil(Date.parse(turn) / 1000) * 1000)),
];
