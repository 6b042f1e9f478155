// What the charts and the feed stand on: open incidents as they live, those that are over asked again each minute.
import { useMemo } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { HourCount, Incident } from '#contract/incidents';
import type { Recorded } from '#contract/platform';
import { useIncidentsStatus, useOpenIncidents } from '../../incidents/use-incidents.ts';
import { serverNow } from '../../platform/clock.ts';
import { getJson } from '../../platform/http.ts';
import { dayOf, dayStart, HOURS, type Day } from './day.ts';

const REFRESH_MS = 60_000;
/** Unconfirmed for longer than this the figures are stale, ms. */
const STALE_MS = 3 * REFRESH_MS;
const DAY_MS = 24 * 3_600_000;
const PAGE = 1000;

interface Page {
  items: Incident[];
  next: string | null;
}

/** Closed incidents received within the last 24 hours, the latest first; undefined until the first answer. */
export function useClosed() {
  const open = useOpenIncidents();
  return useQuery({
    // What leaves the open ones is over now: ask at once, so that list and chart stay in step.
    queryKey: ['wall', 'closed', open.length],
    queryFn: ({ signal }) => closedSince(dayStart(serverNow()), signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

async function closedSince(start: number, signal: AbortSignal): Promise<Incident[]> {
  const found: Incident[] = [];
  let after = '';
  for (;;) {
    const page = await getJson<Page>(`/api/incidents?state=closed&limit=${PAGE}${after}`, signal);
    found.push(...page.items);
    const last = page.items.at(-1);
    // Nothing is received before it happens: what was received before the window began before it too.
    if (page.next === null || !last || Date.parse(last.receivedAt) < start) return found;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

/** The hours before the last 24, as they were known at this hour of yesterday; null where nothing was recorded so long ago. */
function useYesterday(hour: number) {
  return useQuery({
    queryKey: ['wall', 'yesterday', hour],
    queryFn: async ({ signal }) => {
      const { since } = await getJson<Recorded>('/api/moments', signal);
      const then = new Date(serverNow() - DAY_MS).toISOString();
      if (since === null || since > then) return null;
      return getJson<HourCount[]>(`/api/incidents/hourly?hours=${HOURS}&asKnownAt=${then}`, signal);
    },
    refetchInterval: 5 * REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** @param minute the present minute, ms since 1970 */
export function useDay(minute: number): { day: Day | undefined; staleSince: number | undefined } {
  const open = useOpenIncidents();
  const status = useIncidentsStatus();
  const { data: closed, dataUpdatedAt } = useClosed();
  const { data: before } = useYesterday(dayStart(minute));
  const day = useMemo(() => {
    if (!closed || status !== 'ready') return undefined;
    const byId = new Map([...closed, ...open].map((incident) => [incident.id, incident]));
    return dayOf(byId.values(), before ?? undefined, minute);
  }, [open, closed, before, status, minute]);
  return { day, staleSince: staleSince(dataUpdatedAt) };
}

/** When the figures were last confirmed where that is too long ago; `updatedAt` by this machine's clock. */
export const staleSince = (updatedAt: number): number | undefined =>
  updatedAt > 0 && Date.now() - updatedAt > STALE_MS ? updatedAt : undefined;
