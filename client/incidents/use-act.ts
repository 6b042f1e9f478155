// Acts on an incident: what is sent, and what a refusal means.
import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Incident, IncidentDetail, IncidentEntry } from '#contract/incidents';
import { RequestError, sendJson } from '../platform/http.ts';
import { reloadIncidents } from './use-incidents.ts';

export interface Act {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** The noun under the incident: 'acknowledgement', 'closure', 'sharing/320206' … */
  readonly noun: string;
  readonly body: object | undefined;
}

/** Sends an act. Whatever comes of it, the incident is asked again, so that the screen shows what the server holds. */
export function useAct(incident: IncidentDetail, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation<Incident, Error, Act>({
    mutationFn: ({ method, noun, body }) => sendJson(method, `/api/incidents/${incident.id}/${noun}`, body),
    onSuccess: onDone,
    onError: (error) => {
      if (isConflict(error)) reloadIncidents();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['incidents', incident.id] }),
  });
}

/** Somebody else was faster: the act did not happen, and what was typed stays. */
export const isConflict = (error: Error) => error instanceof RequestError && error.status === 409;

/** The entries that have come since this component was first drawn. */
export function useEntriesSince(incident: IncidentDetail): readonly IncidentEntry[] {
  const known = useRef(new Set(incident.entries.map(({ id }) => id)));
  return incident.entries.filter(({ id }) => !known.current.has(id));
}
