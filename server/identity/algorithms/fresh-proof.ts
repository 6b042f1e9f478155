// Whether somebody may change how they sign in: a session that was left open, or taken, is not enough. Pure.
import type { SignInStep } from '../contract.ts';

/** A password or a second factor counts for so long after it was shown in the session, s. */
export const PROOF_LASTS_S = 5 * 60;

export interface ProofState {
  /** When a password or a second factor was last shown in this session: its sign-in, or later. */
  readonly provenAt: string;
  readonly step: SignInStep | undefined;
}

/** Until when the last proof counts; undefined where it does not any more. */
export function provenUntil({ provenAt }: Pick<ProofState, 'provenAt'>, now: Date): Date | undefined {
  const until = new Date(Date.parse(provenAt) + PROOF_LASTS_S * 1000);
  return until > now ? until : undefined;
}

/** Who has to set a second factor up is in the middle of a sign-in, and has just shown the password. */
export const isProven = (state: ProofState, now: Date): boolean =>
  state.step === 'enrolment' || provenUntil(state, now) !== undefined;
