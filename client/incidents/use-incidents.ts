// The open incidents, one copy for list, map, strip and toasts.
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Incident, IncidentDetail } from '#contract/incidents';
import { getJson } from '../platform/http.ts';
import { liveCollection, useLiveCollection, type CollectionOptions } from '../platform/live-collection.ts';
import { inOrder, isOpen } from './incident-order.ts';

const INCIDENTS: CollectionOptions<Incident> = {
  topic: 'incidents',
  path: '/api/incidents',
  idOf: ({ id }) => id,
  belongs: isOpen,
};

/** Open incidents in the order of the list; the same array until something changes. */
export function useOpenIncidents(): readonly Incident[] {
  const items = useLiveCollection(INCIDENTS, (state) => state.items);
  return useMemo(() => inOrder(items.values()), [items]);
}

export const useIncidentsStatus = () => useLiveCollection(INCIDENTS, (state) => state.status);
export const useIncidentsError = () => useLiveCollection(INCIDENTS, (state) => state.error);
export const useIncidentsConfirmedAt = () => useLiveCollection(INCIDENTS, (state) => state.confirmedAt);

/** Ids that came while the page was open, in the last minute, with when (ms since 1970). */
export const useArrivals = () => useLiveCollection(INCIDENTS, (state) => state.arrivals);

export const reloadIncidents = () => liveCollection(INCIDENTS).reload();

/** One incident with what happened to it. Asked again whenever the live copy has moved on or has left the list. */
export function useIncident(id: string) {
  const revision = useLiveCollection(INCIDENTS, (state) => state.items.get(id)?.revision);
  return useQuery<IncidentDetail>({
    queryKey: ['incidents', id, revision ?? 'gone'],
    queryFn: ({ signal }) => getJson<IncidentDetail>(`/api/incidents/${encodeURIComponent(id)}`, signal),
    placeholderData: (before) => (before?.id === id ? before : undefined),
  });
}

/** The live copy, at hand before the detail is. */
export function useOpenIncident(id: string): Incident | undefined {
  return useLiveCollection(INCIDENTS, (state) => state.items.get(id));
}
