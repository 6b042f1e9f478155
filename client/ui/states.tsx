// How a panel looks while there is nothing to show, or not yet, or not any more.
import { useEffect, useState, type ReactNode } from 'react';
import { useNow } from '../platform/clock.ts';
import { formatMoment } from './formats.ts';
import { useWords } from './language.ts';
import { problemText } from './problem-text.ts';

/** Shorter waits than this show nothing: a flash says less than the old content. */
const PATIENCE_MS = 400;

/** True once `waiting` has lasted longer than a blink. */
export function useLongWait(waiting: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [waiting]);
  return waiting && long;
}

/** A 2 px bar on the panel's top edge while newer data is fetched; the old content stays beneath it. */
export function LoadingBar({ busy }: { busy: boolean }) {
  const { t } = useWords();
  return useLongWait(busy) ? (
    <div className="loading-bar" role="progressbar" aria-label={t('shell.state.loadingFirst')} />
  ) : null;
}

/** First load: the outlines of rows, not moving. */
export function RowOutlines({ count = 8 }: { count?: number }) {
  const { t } = useWords();
  return (
    <div className="row-outlines" role="status" aria-label={t('shell.state.loadingFirst')}>
      {Array.from({ length: count }, (_none, at) => (
        <div key={at} className="row-outline">
          <i />
          <span />
        </div>
      ))}
    </div>
  );
}

/** Nothing to show: one sentence and one way out. */
export function EmptyNote({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <p className="note-block" role="status">
      {children} {action}
    </p>
  );
}

interface FailureProps {
  error: Error;
  /** What could not be had, as the user calls it. */
  what: string;
  /** When what is still shown was true; absent where nothing is shown. */
  keptFrom?: number | undefined;
  onRetry: () => void;
}

/** What failed, what still holds, what to do. */
export function FailureNote({ error, what, keptFrom, onRetry }: FailureProps) {
  const { t, language } = useWords();
  const now = useNow();
  const why = problemText(error, t);
  const text =
    keptFrom === undefined
      ? t('shell.state.failed', { what, why })
      : t('shell.state.failedKept', { what, why, time: formatMoment(keptFrom, now, language) });
  return (
    <div className="note-block is-failure" role="alert">
      <p>{text}</p>
      <button type="button" className="button" onClick={onRetry}>
        {t('shell.retry')}
      </button>
    </div>
  );
}
