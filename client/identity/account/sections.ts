// What there is of one's own account.
import type { Session } from '#contract/identity';

export type Section = 'post' | 'sessions' | 'factors' | 'password' | 'phone' | 'programs';

/** Machines have no account; who has one post has none to change over to. */
export function sectionsFor({ posts, acts }: Session): readonly Section[] {
  if (posts.length === 0) return [];
  const programs = acts.includes('identity:make-application-passwords') ? (['programs'] as const) : [];
  return [...(posts.length > 1 ? (['post'] as const) : []), 'sessions', 'factors', 'password', 'phone', ...programs];
}
