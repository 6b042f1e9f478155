// What the charts stand on: the server's counts of the last 24 hours, and of the 24 before as they were known then.
import { useMemo } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Recorded } from '#contract/platform';
import type { IncidentTrends } from '#contract/walls';
import { useOpenIncidents } from '../../incidents/use-incidents.ts';
import { serverNow } from '../../platform/clock.ts';
import { getJson } from '../../platform/http.ts';
import { dayOf, HOURS, type Day } from './day.ts';

const REFRESH_MS = 60_000;
/** Unconfirmed for longer than this the figures are stale, ms. */
const STALE_MS = 3 * REFRESH_MS;
const DAY_MS = 24 * 3_600_000;
const TRENDS = `/api/walls/trends?hours=${HOURS}`;

/** As they were known at this time of yesterday; null where nothing was recorded so long ago. */
async function findYesterday(signal: AbortSignal): Promise<IncidentTrends | null> {
  const { since } = await getJson<Recorded>('/api/moments', signal);
  const then = new Date(serverNow() - DAY_MS).toISOString();
  if (since === null || since > then) return null;
  return getJson<IncidentTrends>(`${TRENDS}&asKnownAt=${then}`, signal);
}

/** Undefined until both days have answered. */
export function useDay(): { day: Day | undefined; staleSince: number | undefined } {
  const open = useOpenIncidents();
  const latest = open.reduce((last, { receivedAt }) => (receivedAt > last ? receivedAt : last), '');
  const { data: now, dataUpdatedAt } = useQuery({
    // What comes or goes is counted at once, so that list and chart stay in step.
    queryKey: ['wall', 'trends', open.length, latest],
    queryFn: ({ signal }) => getJson<IncidentTrends>(TRENDS, signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
    gcTime: REFRESH_MS,
  });
  const { data: before } = useQuery({
    queryKey: ['wall', 'yesterday'],
    queryFn: ({ signal }) => findYesterday(signal),
    refetchInterval: REFRESH_MS,
  });
  const day = useMemo(() => (now && before !== undefined ? dayOf(now, before ?? undefined) : undefined), [now, before]);
  return { day, staleSince: staleSince(dataUpdatedAt) };
}

/** When the figures were last confirmed where that is too long ago; `updatedAt` by this machine's clock. */
export const staleSince = (updatedAt: number): number | undefined =>
  updatedAt > 0 && Date.now() - updatedAt > STALE_MS ? updatedAt : undefined;
