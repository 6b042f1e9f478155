import { useMemo } from 'react';
import { useFeeds } from '../../incidents/use-feeds.ts';
import { useOpenIncidents } from '../../incidents/use-incidents.ts';
import { useMinute } from '../use-minute.ts';
import { happenings, type Happening } from './happenings.ts';
import { useClosed } from './use-day.ts';

/** More than the tallest wall shows. */
const MOST = 24;

export function useHappenings(): readonly Happening[] {
  const open = useOpenIncidents();
  const { data: closed } = useClosed();
  const feeds = useFeeds();
  const now = useMinute();
  const silent = feeds?.filter(({ state }) => state === 'stale');
  const key = silent?.map(({ id }) => id).join(' ');
  return useMemo(
    () => happenings(open, closed ?? [], silent ?? [], now, MOST),
    // Feeds are judged anew each second; only which of them are silent matters here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [open, closed, key, now],
  );
}
