// Whether a feed is alive. Pure.
import type { Feed } from '#contract/incidents';

/** A feed silent for longer than this many of its intervals is stale; the contract says so. */
const SILENT_INTERVALS = 2;

const ORDER: Record<Feed['state'], number> = { stale: 0, 'never-heard': 1, current: 2 };

/**
 * Feeds with their state at `now` (ms since 1970), dead ones first.
 * The server's word that a feed is stale is kept; silence since then can only make it worse, never better.
 */
export function judgeFeeds(feeds: Iterable<Feed>, now: number): Feed[] {
  return [...feeds]
    .map((feed) => ({ ...feed, state: stateAt(feed, now) }))
    .sort((a, b) => ORDER[a.state] - ORDER[b.state] || a.name.localeCompare(b.name, 'zh'));
}

function stateAt({ state, lastHeardAt, intervalS }: Feed, now: number): Feed['state'] {
  if (state !== 'current' || lastHeardAt === null) return state;
  return now - Date.parse(lastHeardAt) > SILENT_INTERVALS * intervalS * 1000 ? 'stale' : 'current';
}
