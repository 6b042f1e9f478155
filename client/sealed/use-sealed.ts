// What the screens know of sealed contacts and emergency accesses. What a contact says is never among it: it is in no cache.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session } from '#contract/identity';
import type {
  Emergency,
  EmergencyDraft,
  EmergencyReport,
  IncidentContact,
  OpeningReport,
  Reachable,
} from '#contract/sealed';
import { getJson, sendJson } from '../platform/http.ts';
import { useAskSession, useMay, useTakeSession } from '../platform/session.ts';

const EMERGENCIES = ['sealed', 'emergencies'];
/** A request for help is seen by those who decide within this, ms. */
const ASK_MS = 10_000;

export function useIncidentContact(id: string) {
  const may = useMay();
  return useQuery({
    queryKey: ['sealed', 'incidents', id],
    queryFn: ({ signal }) => getJson<IncidentContact>(`/api/sealed/incidents/${id}`, signal),
    enabled: may('sealed:ask'),
  });
}

export function useEmergencies() {
  const may = useMay();
  return useQuery({
    queryKey: EMERGENCIES,
    queryFn: ({ signal }) => getJson<Emergency[]>('/api/sealed/emergencies', signal),
    enabled: may('sealed:follow-emergencies'),
    refetchInterval: ASK_MS,
  });
}

export function useEmergencyReport(id: string) {
  return useQuery({
    queryKey: [...EMERGENCIES, id],
    queryFn: ({ signal }) => getJson<EmergencyReport>(`/api/sealed/emergencies/${id}/report`, signal),
  });
}

export function useOpeningReport(month: string) {
  return useQuery({
    queryKey: ['sealed', 'openings', month],
    queryFn: ({ signal }) => getJson<OpeningReport>(`/api/sealed/openings/report?month=${month}`, signal),
  });
}

export function useReachable() {
  return useQuery({
    queryKey: ['sealed', 'people'],
    queryFn: ({ signal }) => getJson<Reachable[]>('/api/sealed/people', signal),
  });
}

export function useAskEmergency(onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: EmergencyDraft) => sendJson<Emergency>('POST', '/api/sealed/emergencies', draft),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: EMERGENCIES });
      onDone();
    },
  });
}

export function useDecideEmergency(onDone: (approved: boolean) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, approved }: { id: string; approved: boolean }) =>
      sendJson<Emergency>('PUT', `/api/sealed/emergencies/${id}/decision`, { approved }),
    onSuccess: (_answer, { approved }) => onDone(approved),
    onSettled: () => queries.invalidateQueries({ queryKey: EMERGENCIES }),
  });
}

/** Takes the post of an emergency access. */
export function useEnterEmergency() {
  const take = useTakeSession();
  return useMutation({
    mutationFn: (post: string) => sendJson<Session>('PUT', '/api/identity/post', { post }),
    onSuccess: take,
  });
}

export function useEndEmergency(onDone: () => void) {
  const queries = useQueryClient();
  const askSession = useAskSession();
  return useMutation({
    mutationFn: (id: string) => sendJson<Emergency>('POST', `/api/sealed/emergencies/${id}/ending`, undefined),
    onSuccess: onDone,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: EMERGENCIES });
      await askSession(); // the post is gone: another one has to be taken
    },
  });
}
