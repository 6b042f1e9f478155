// The pulse of each feed: what is not heard of is unknown, not calm.
import { useMemo } from 'react';
import type { Feed } from '#contract/incidents';
import { useNow } from '../platform/clock.ts';
import { useLiveCollection, type CollectionOptions } from '../platform/live-collection.ts';
import { judgeFeeds } from './feed-state.ts';

const FEEDS: CollectionOptions<Feed> = {
  topic: 'feeds',
  path: '/api/incidents/feeds',
  idOf: ({ id }) => id,
  belongs: () => true,
  signsOfLife: true,
};

/** Feeds, dead ones first, judged at this second; undefined until the first answer. */
export function useFeeds(): readonly Feed[] | undefined {
  const items = useLiveCollection(FEEDS, (state) => state.items);
  const status = useLiveCollection(FEEDS, (state) => state.status);
  const now = useNow();
  return useMemo(() => (status === 'ready' ? judgeFeeds(items.values(), now) : undefined), [items, status, now]);
}
