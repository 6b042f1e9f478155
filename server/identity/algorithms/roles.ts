// The words for callers in a declaration. Pure.
import { ADMINISTRATOR_ROLES, BUSINESS_ROLES, type Caller } from '../contract.ts';

/** A caller, or the word for all posts of the business. */
export type Who = Caller | 'staff';

/** The callers that a declaration names. */
export function callersOf(who: Who | readonly Who[]): readonly Caller[] {
  const named = typeof who === 'string' ? [who] : who;
  return [...new Set(named.flatMap((one): readonly Caller[] => (one === 'staff' ? BUSINESS_ROLES : [one])))];
}

export const isAdministrator = (role: Caller): boolean => (ADMINISTRATOR_ROLES as readonly Caller[]).includes(role);
