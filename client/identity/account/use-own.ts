// What the server holds of one's own account.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OwnSession, RecoveryCodes, SecondFactors } from '#contract/identity';
import { getJson, sendJson } from '../../platform/http.ts';
import { addPasskey } from '../factors/passkey.ts';

const SESSIONS = ['identity', 'sessions'];
const FACTORS = ['identity', 'second-factor'];

export function useOwnSessions() {
  return useQuery({
    queryKey: SESSIONS,
    queryFn: ({ signal }) => getJson<OwnSession[]>('/api/identity/sessions', signal),
    staleTime: 0,
  });
}

/** Ends one, by its id; without an id all but this one. */
export function useEndSessions() {
  return useWrite(SESSIONS, (id: string | undefined) =>
    sendJson<undefined>('DELETE', `/api/identity/sessions${id === undefined ? '' : `/${id}`}`, undefined),
  );
}

export function useOwnFactors() {
  return useQuery({
    queryKey: FACTORS,
    queryFn: ({ signal }) => getJson<SecondFactors>('/api/identity/second-factor', signal),
    staleTime: 0,
  });
}

export const useRemoveTotp = () =>
  useWrite(FACTORS, (_none: undefined) => sendJson<undefined>('DELETE', '/api/identity/second-factor/totp', undefined));
export const useNewCodes = () =>
  useWrite(FACTORS, (_none: undefined) =>
    sendJson<RecoveryCodes>('POST', '/api/identity/second-factor/recovery-codes', {}),
  );
/** Answers the name that it was given. */
export const useAddPasskey = () => useWrite(FACTORS, (name: string) => addPasskey(name).then(() => name));
export const useRemovePasskey = () =>
  useWrite(FACTORS, (id: string) =>
    sendJson<undefined>('DELETE', `/api/identity/second-factor/passkeys/${id}`, undefined),
  );

/** Asks anew what there is, and until when the last proof counts. */
export function useAskFactors() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: FACTORS });
}

/** The list is asked for again after a refusal too: it may be of another day. */
function useWrite<Given, Answer>(key: readonly string[], mutationFn: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation<Answer, Error, Given>({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}
