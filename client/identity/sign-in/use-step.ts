import { useMutation } from '@tanstack/react-query';
import type { Session } from '#contract/identity';
import { useTakeSession } from '../../platform/session.ts';

/** One step of a sign-in: what the server answers is the session from then on. */
export function useStep<Given>(ask: (given: Given) => Promise<Session>) {
  const take = useTakeSession();
  return useMutation<Session, Error, Given>({ mutationFn: ask, onSuccess: take });
}
