import { useQuery } from '@tanstack/react-query';
import type { SignInWays } from '#contract/identity';
import { getJson } from '../../platform/http.ts';

/** How one may sign in here. */
export const useWays = () =>
  useQuery({
    queryKey: ['identity', 'ways'],
    queryFn: ({ signal }) => getJson<SignInWays>('/api/identity/sign-in/ways', signal),
    staleTime: Infinity,
  });
