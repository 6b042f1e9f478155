// What the feed stands on: open incidents as they live, those that are over asked again each minute.
import { useMemo } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Incident } from '#contract/incidents';
import { useFeeds } from '../../incidents/use-feeds.ts';
import { useOpenIncidents } from '../../incidents/use-incidents.ts';
import { getJson } from '../../platform/http.ts';
import { useMinute } from '../use-minute.ts';
import { happenings, type Happening } from './happenings.ts';

/** More than the tallest wall shows. */
const MOST = 24;
const REFRESH_MS = 60_000;
/** The latest received of those that are over. Reports need no more than `MOST`; a red that was closed may have been received long before. */
const CLOSED = 500;

function useClosed(open: readonly Incident[]): readonly Incident[] {
  const { data } = useQuery({
    // What leaves the open ones is over now: ask at once.
    queryKey: ['wall', 'closed', open.length],
    queryFn: ({ signal }) => getJson<{ items: Incident[] }>(`/api/incidents?state=closed&limit=${CLOSED}`, signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
    gcTime: REFRESH_MS,
  });
  return data?.items ?? NONE;
}

const NONE: readonly Incident[] = [];

export function useHappenings(): readonly Happening[] {
  const open = useOpenIncidents();
  const closed = useClosed(open);
  const feeds = useFeeds();
  const now = useMinute();
  const silent = feeds?.filter(({ state }) => state === 'stale');
  const key = silent?.map(({ id }) => id).join(' ');
  return useMemo(
    () => happenings(open, closed, silent ?? [], now, MOST),
    // Feeds are judged anew each second; only which of them are silent matters here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [open, closed, key, now],
  );
}
