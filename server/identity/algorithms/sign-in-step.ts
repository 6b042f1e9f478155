// What somebody who has begun to sign in has to do next. Pure.
import type { PostRole, SignInStep } from '../contract.ts';
import { isAdministrator } from './roles.ts';

export interface SignInState {
  readonly openedBy: 'password' | 'passkey' | 'oidc';
  readonly secondFactorAt: string | null;
  readonly hasSecondFactor: boolean;
  readonly mustChange: boolean;
  readonly post: { readonly role: PostRole } | null;
}

/** Who needs a second factor: everybody, administrators alone, or those who have one. */
export type SecondFactorRule = 'everybody' | 'administrators' | 'offered';

/** Undefined where the sign-in is whole. A passkey, and the second factor of a provider, count as theirs. */
export function signInStep(state: SignInState, rule: SecondFactorRule): SignInStep | undefined {
  const { secondFactorAt, hasSecondFactor, mustChange, post } = state;
  if (secondFactorAt === null && hasSecondFactor) return 'second-factor';
  if (mustChange) return 'new-password';
  if (!post) return 'post';
  const needed = rule === 'everybody' || (rule === 'administrators' && isAdministrator(post.role));
  return needed && secondFactorAt === null ? 'enrolment' : undefined;
}
