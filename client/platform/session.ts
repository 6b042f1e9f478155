// Who is asking, and for which areas.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AreaChoice, Session } from '#contract/identity';
import { hearServerTime } from './clock.ts';
import { getJson, sendJson } from './http.ts';
import { restartLive } from './live-collection.ts';

const SESSION = ['identity', 'session'];

export function useSession() {
  return useQuery({ queryKey: SESSION, queryFn: ({ signal }) => loadSession(signal), staleTime: 5 * 60_000 });
}

/** Narrows (or widens again) the scope. Everything that was read under the old one is thrown away. */
export function useChooseArea() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (choice: AreaChoice) => sendJson<unknown>('PUT', '/api/identity/area', choice),
    onSuccess: async () => {
      restartLive();
      await queries.resetQueries();
    },
  });
}

async function loadSession(signal: AbortSignal): Promise<Session> {
  const session = await getJson<Session>('/api/identity/session', signal);
  hearServerTime(session.now);
  return session;
}
