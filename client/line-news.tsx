// Says once, after a cut, that everything has been made up for.
import { useEffect, useRef } from 'react';
import { useMoment } from './platform/moment.ts';
import { useLineState } from './platform/line-state.ts';
import { useWords } from './ui/language.ts';
import { showToast } from './ui/toasts.tsx';

export function LineNews() {
  const { t } = useWords();
  const caughtUp = useLineState((state) => state.caughtUp);
  const isPast = useMoment() !== undefined;
  const told = useRef(0);
  useEffect(() => {
    // Who looks back is not told of now; on the way back it is made up for.
    if (isPast || !caughtUp || told.current >= caughtUp.no) return;
    told.current = caughtUp.no;
    const { events } = caughtUp;
    showToast({ text: events === 0 ? t('shell.line.caughtUpNone') : t('shell.line.caughtUp', { count: events }) });
  }, [isPast, caughtUp, t]);
  return null;
}
