// One's own phone on duty: it is sent, and never comes back.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ContactHeld } from '#contract/sealed';
import { getJson, sendJson } from '../../platform/http.ts';

const OWN = ['sealed', 'own'];
const PATH = '/api/sealed/own-contact';

export function useOwnPhone() {
  return useQuery({ queryKey: OWN, queryFn: ({ signal }) => getJson<ContactHeld>(PATH, signal) });
}

/** Keeps a number, or takes it away where none is given. */
export function useKeepPhone(onDone: (kept: boolean) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (phone: string | undefined) =>
      phone === undefined
        ? sendJson<undefined>('DELETE', PATH, undefined, 'duty-contact')
        : sendJson<undefined>('PUT', PATH, { phone }, 'duty-contact'),
    gcTime: 0, // the number stays in no cache
    onSuccess: async (_answer, phone) => {
      await queries.invalidateQueries({ queryKey: OWN });
      onDone(phone !== undefined);
    },
  });
}
