// How many feeds speak, in the top bar; hatched as soon as one does not. It opens the list of sources.
import { useState } from 'react';
import { serverNow } from '../platform/clock.ts';
import { useMoment } from '../platform/moment.ts';
import { useLineState } from '../platform/line-state.ts';
import { formatMoment, formatNumber } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { FeedsDialog } from './feeds-dialog.tsx';
import { useFeeds } from './use-feeds.ts';

export function FeedsChip() {
  const [open, setOpen] = useState(false);
  const { text, strong, doubtful } = useChipWords();
  return (
    <>
      <button type="button" className={doubtful ? 'fresh-chip is-unknown' : 'fresh-chip'} onClick={() => setOpen(true)}>
        <span>
          {text}
          {strong && (
            <>
              <i> · </i>
              <b>{strong}</b>
            </>
          )}
        </span>
      </button>
      {open && <FeedsDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function useChipWords(): { text: string; strong?: string; doubtful: boolean } {
  const { t, language } = useWords();
  const feeds = useFeeds();
  const { state, cutSince } = useLineState();
  const isPast = useMoment() !== undefined;
  // Also while one looks back: what is asked for may not come.
  if (state === 'cut') {
    const time = formatMoment(cutSince ?? 0, serverNow(), language);
    return { text: t('shell.line.cut', { time }), doubtful: true };
  }
  if (isPast) return { text: t('time.chip'), doubtful: false };
  if (state === 'catching-up') return { text: t('shell.line.catchingUp'), doubtful: true };
  if (!feeds) return { text: t('incidents.feeds.chipLoading'), doubtful: false };
  if (feeds.length === 0) return { text: t('incidents.feeds.chipNone'), doubtful: true };
  const figure = (count: number) => formatNumber(count, language);
  const current = feeds.filter((feed) => feed.state === 'current').length;
  const total = figure(feeds.length);
  if (current === feeds.length) return { text: t('incidents.feeds.chipAll', { total }), doubtful: false };
  const strong = t('incidents.feeds.chipStale', { stale: figure(feeds.length - current) });
  return { text: t('incidents.feeds.chip', { current: figure(current), total }), strong, doubtful: true };
}
