// Who is asking, and for which areas; and what this page does when that is somebody else.
import { hashKey, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { create } from 'zustand';
import type { AreaChoice, EndSession, Session } from '#contract/identity';
import { hearServerTime } from './clock.ts';
import { getJson, RequestError, sendJson } from './http.ts';
import { restartLive } from './live-page.ts';
import { noticePerson } from './person.ts';

const SESSION = ['identity', 'session'];
const SESSION_HASH = hashKey(SESSION);
/** Asked this often, that an end from elsewhere is seen on a quiet screen too, ms. */
const ASK_MS = 30_000;
/** While there is no answer, ms. */
const ASK_AGAIN_MS = 5_000;

export function useSession() {
  return useQuery({
    queryKey: SESSION,
    queryFn: ({ signal, client }) => loadSession(client, signal),
    staleTime: ASK_MS,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => (state.data ? ASK_MS : ASK_AGAIN_MS),
    retry: (failures, error) => failures < 2 && !isNotSetUp(error),
  });
}

/** How the last person left: by signing out, or because the session was over; undefined while one is there. */
export const useParting = create<{ how: 'out' | 'over' | undefined }>(() => ({ how: undefined }));

/** Nobody has an account here yet. */
export const isNotSetUp = (error: Error): boolean => error instanceof RequestError && error.code === 'not-set-up';

/** Whether the server lets this person do it: `incidents:close`. What it does not is not shown. */
export function useMay(): (act: string) => boolean {
  const { data } = useSession();
  return (act) => data?.acts.includes(act) ?? false;
}

/** The id of who is signed in; undefined for nobody. */
export const personOf = ({ role, user }: Session): string | undefined => (role === 'public' ? undefined : user.id);

/**
 * Whether the screens of this person may be drawn: not before the screens of the one before are gone, and all that they had asked for.
 *
 * @param key  tells one person in one post from another; undefined for nobody
 */
export function useCleared(key: string | undefined): boolean {
  const queries = useQueryClient();
  const [clearedFor, setClearedFor] = useState(key);
  useEffect(() => {
    if (clearedFor === key) return;
    // What is still looked at belongs to nobody: it is on the screen of the sign-in.
    queries.removeQueries({
      predicate: (query) => query.queryHash !== SESSION_HASH && query.getObserversCount() === 0,
    });
    setClearedFor(key);
  }, [queries, clearedFor, key]);
  return clearedFor === key;
}

/** Asks anew who is there. */
export function useAskSession(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: SESSION }, { cancelRefetch: false }), [queries]);
}

/** Goes on as the session that the server has just answered. */
export function useTakeSession(): (session: Session) => void {
  const queries = useQueryClient();
  return (session) => {
    void queries.cancelQueries({ queryKey: SESSION });
    notice(queries, session);
    queries.setQueryData(SESSION, session);
  };
}

/** Signs out; the page goes on as nobody's, at once: nothing may be asked any more. */
export function useSignOut() {
  const take = useTakeSession();
  const { data } = useSession();
  return useMutation({
    mutationFn: async () => {
      // Whoever came by single sign-on leaves there too: asked while it is still known who that was.
      const { url } = await getJson<EndSession>('/api/identity/oidc/end-session').catch(() => ({ url: null }));
      await sendJson<undefined>('DELETE', '/api/identity/session', undefined);
      return url;
    },
    onSuccess: (url) => {
      if (url !== null) return location.assign(url);
      if (data) take({ ...data, role: 'public', step: null, areas: [], choices: [], posts: [], post: null, acts: [] });
      useParting.setState({ how: 'out' });
    },
  });
}

/** Narrows (or widens again) the scope. */
export function useChooseArea() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (choice: AreaChoice) => sendJson<unknown>('PUT', '/api/identity/area', choice),
    onSuccess: () => queries.refetchQueries({ queryKey: SESSION }),
  });
}

async function loadSession(queries: QueryClient, signal: AbortSignal): Promise<Session> {
  const session = await getJson<Session>('/api/identity/session', signal);
  hearServerTime(session.now);
  notice(queries, session);
  return session;
}

/** Stores forget at once what was of somebody else, or within other limits; what was asked for goes with its screens. */
function notice(queries: QueryClient, session: Session): void {
  const before = queries.getQueryData<Session>(SESSION);
  const person = personOf(session);
  if (person !== undefined) useParting.setState({ how: undefined });
  if (noticePerson(person === undefined ? undefined : { id: person, post: session.post })) {
    queries.getMutationCache().clear();
    if (person === undefined) useParting.setState({ how: 'over' });
  } else if (before && before.scopeEpoch !== session.scopeEpoch) {
    restartLive();
    void queries.resetQueries({ predicate: ({ queryHash }) => queryHash !== SESSION_HASH });
  }
}
