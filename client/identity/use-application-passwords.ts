// What the server holds of one's own application passwords.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApplicationPassword, MadeApplicationPassword, NewApplicationPassword } from '#contract/identity';
import { getJson, sendJson } from '../platform/http.ts';

const PATH = '/api/identity/application-passwords';
const KEY = ['identity', 'application-passwords'];

export function useApplicationPasswords() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => getJson<ApplicationPassword[]>(PATH, signal),
    staleTime: 0,
  });
}

export const useMakeApplicationPassword = () =>
  useWrite((asked: NewApplicationPassword) => sendJson<MadeApplicationPassword>('POST', PATH, asked));

export const useRevokeApplicationPassword = () =>
  useWrite((id: string) => sendJson<undefined>('DELETE', `${PATH}/${id}`, undefined));

function useWrite<Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation<Answer, Error, Given>({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
