// What there is of one's own account.
import type { Session } from '#contract/identity';

export type Section = 'post' | 'sessions' | 'factors' | 'password' | 'phone';

/** Machines have no account; who has one post has none to change over to. */
export function sectionsFor({ posts }: Session): readonly Section[] {
  if (posts.length === 0) return [];
  return posts.length > 1 ? ['post', 'sessions', 'factors', 'password', 'phone'] : ['sessions', 'factors', 'password', 'phone'];
}
