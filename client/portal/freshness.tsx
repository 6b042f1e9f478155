// How old what is shown is. Old or unchecked is hatched and says since when; it never looks like now.
import { useEffect, useState } from 'react';
import { sayAge, sayDay, sayTime } from './saying.ts';
import { useKeeping } from './use-keeping.ts';
import { STALE_AFTER_MS, type PublishedState } from './use-published.ts';
import { useSpoken } from './words.ts';

const LOOK_EVERY_MS = 15_000;

/** The present moment, four times a minute; ms since 1970. */
export function useSlowNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export const isStale = ({ heardAt, trouble }: PublishedState, now: number): boolean =>
  trouble !== undefined || now - heardAt > STALE_AFTER_MS;

interface Props {
  state: PublishedState;
  /** Times as they are said. */
  spoken: boolean;
  reload: () => void;
}

export function Freshness({ state, spoken, reload }: Props) {
  const { words } = useSpoken();
  const now = useSlowNow();
  const keeping = useKeeping();
  const { set, saidAt, heardAt, trouble, loading } = state;
  const retry = (
    <button type="button" className="secondary" onClick={reload} disabled={loading}>
      {words.fresh.retry}
    </button>
  );
  if (!set)
    return (
      <div className={loading ? 'fresh' : 'fresh is-stale'} role="status">
        <p>{loading ? words.fresh.loading : trouble === 'refused' ? words.fresh.refused : words.fresh.failed}</p>
        {!loading && retry}
      </div>
    );
  const time = sayTime(words, saidAt, now, spoken);
  const age = sayAge(words, now - heardAt);
  const stale = isStale(state, now);
  return (
    <div className={stale ? 'fresh is-stale' : 'fresh'}>
      {/* What is current is not read aloud again each minute; what grows old is. */}
      <p role="status" aria-live={stale ? 'polite' : 'off'}>
        {stale
          ? trouble === 'offline'
            ? words.fresh.offline(age, time)
            : words.fresh.stale(age, time)
          : words.fresh.checked(time)}
      </p>
      <p className="note">{words.fresh.changed(sayTime(words, Date.parse(set.changedAt), now, spoken))}</p>
      {!keeping && <p className="note">{words.fresh.unkept}</p>}
      <p className="on-paper">{words.print(`${sayDay(words, saidAt, 0)} ${sayTime(words, saidAt, saidAt)}`)}</p>
      {stale && retry}
    </div>
  );
}
