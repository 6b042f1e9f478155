// The open incidents of the moment shown, one copy for list, map, strip and toasts. While one looks back the live copy goes on unseen.
import { useMemo } from 'react';
import type { Incident, IncidentDetail } from '#contract/incidents';
import { getJson } from '../platform/http.ts';
import { liveCollection, useLiveCollection, type CollectionOptions } from '../platform/live-collection.ts';
import { momentKey, pathAt, useMoment } from '../platform/moment.ts';
import { useQueryAt } from '../platform/query-at.ts';
import { inOrder, isOpen } from './incident-order.ts';

const INCIDENTS: CollectionOptions<Incident> = {
  topic: 'incidents',
  path: '/api/incidents',
  idOf: ({ id }) => id,
  belongs: isOpen,
};

const NO_ARRIVALS: ReadonlyMap<string, number> = new Map();

/** Those that were open at the past moment shown; asks nothing while it is now. */
function usePastIncidents() {
  return useQueryAt<readonly Incident[]>((moment) => ({
    queryKey: ['incidents', 'open', momentKey(moment)],
    enabled: moment !== undefined,
    queryFn: ({ signal }) => getJson<Incident[]>(pathAt('/api/incidents', moment), signal),
    staleTime: Infinity,
    placeholderData: (before) => before,
  }));
}

/** Open incidents in the order of the list; the same array until something changes. */
export function useOpenIncidents(): readonly Incident[] {
  const live = useLiveCollection(INCIDENTS, (state) => state.items);
  const moment = useMoment();
  const { data } = usePastIncidents();
  return useMemo(() => (moment ? (data ?? []) : inOrder(live.values())), [moment, data, live]);
}

export function useIncidentsStatus(): 'loading' | 'ready' {
  const live = useLiveCollection(INCIDENTS, (state) => state.status);
  const { data } = usePastIncidents();
  if (useMoment() === undefined) return live;
  return data ? 'ready' : 'loading';
}

export function useIncidentsError(): Error | undefined {
  const live = useLiveCollection(INCIDENTS, (state) => state.error);
  const { error } = usePastIncidents();
  return useMoment() ? (error ?? undefined) : live;
}

/** When what is shown was so, as far as the server has said; ms since 1970. */
export function useIncidentsConfirmedAt(): number | undefined {
  const live = useLiveCollection(INCIDENTS, (state) => state.confirmedAt);
  return useMoment()?.at ?? live;
}

/** Ids that came while the page was open, in the last minute, with when (ms since 1970); nothing arrives in the past. */
export function useArrivals(): ReadonlyMap<string, number> {
  const live = useLiveCollection(INCIDENTS, (state) => state.arrivals);
  return useMoment() ? NO_ARRIVALS : live;
}

/** Those that are open now and what came of them in the last minute, whatever moment is shown. */
export function useLiveNews(): { incidents: ReadonlyMap<string, Incident>; arrivals: ReadonlyMap<string, number> } {
  const incidents = useLiveCollection(INCIDENTS, (state) => state.items);
  const arrivals = useLiveCollection(INCIDENTS, (state) => state.arrivals);
  return { incidents, arrivals };
}

export const reloadIncidents = () => liveCollection(INCIDENTS).reload();

/** Asks again for what is shown: the open ones of now, or of the moment. */
export function useReloadIncidents(): () => void {
  const { refetch } = usePastIncidents();
  return useMoment() ? () => void refetch() : reloadIncidents;
}

/** One incident with what happened to it. Asked again whenever the copy in the list has moved on or has left it. */
export function useIncident(id: string) {
  const revision = useOpenIncident(id)?.revision;
  return useQueryAt<IncidentDetail>((moment) => ({
    queryKey: ['incidents', id, revision ?? 'gone', momentKey(moment)],
    queryFn: ({ signal }) =>
      getJson<IncidentDetail>(pathAt(`/api/incidents/${encodeURIComponent(id)}`, moment), signal),
    placeholderData: (before) => (before?.id === id ? before : undefined),
  }));
}

/** The copy in the list, at hand before the detail is. */
export function useOpenIncident(id: string): Incident | undefined {
  const live = useLiveCollection(INCIDENTS, (state) => state.items.get(id));
  const { data } = usePastIncidents();
  return useMoment() ? data?.find((incident) => incident.id === id) : live;
}
