// Who may do what, where: the only place that decides.

/** Who may call: nobody signed in, staff of any post, or a machine with a feed key. */
export type Caller = 'public' | 'staff' | 'feed';

/** What a route, topic, tile layer or command declares of itself. */
export interface Access {
  readonly who: readonly Caller[];
  /** `<capability>:<act>` */
  readonly act: `${string}:${string}`;
  /** own: rows in the caller's areas; feed: the feed's areas; none: no rows of an area are touched. */
  readonly area: 'own' | 'feed' | 'none';
  /** public: anyone may know; internal: staff; personal: a person can be found by it (needs a purpose). */
  readonly data: 'public' | 'internal' | 'personal';
  readonly purpose?: string;
}

/** Declares the access of a route: `config: { access: allow('staff', 'hazards:read', { area: 'own', data: 'internal' }) }`. */
export function allow(who: Caller | readonly Caller[], act: Access['act'], rule: Omit<Access, 'who' | 'act'>): Access {
  return { who: typeof who === 'string' ? [who] : who, act, ...rule };
}
