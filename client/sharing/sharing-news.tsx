// When a thing of a register is shared, taken back or limited, what is on the screen of it follows: lists, drawers, the map.
import { useCallback } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { SharedThing } from '#contract/sharing';
import { useLiveNews, type News } from '../platform/live-news.ts';

const REGISTERS: readonly SharedThing['kind'][] = ['sites', 'hazards', 'shelters'];

/** Shows nothing itself. */
export function SharingNews() {
  const queries = useQueryClient();
  useLiveNews<SharedThing>(
    'sharing',
    useCallback((news) => follow(queries, news), [queries]),
  );
  return null;
}

function follow(queries: QueryClient, news: News<SharedThing>): void {
  if (news === 'missed') return askAgain(queries, REGISTERS);
  // What is gone does not say what it was.
  const gone = new Set(news.flatMap((event) => (event.gone ? [event.id] : [])));
  const kinds = gone.size > 0 ? REGISTERS : [...new Set(news.flatMap(({ body }) => body?.kind ?? []))];
  void queries.resetQueries({ predicate: ({ queryKey: [, , id] }) => typeof id === 'string' && gone.has(id) });
  askAgain(queries, kinds);
  void queries.invalidateQueries({ queryKey: ['layers'] });
}

/** Lists, details and for whom they are; only what is on the screen is asked for at once. */
function askAgain(queries: QueryClient, kinds: readonly string[]): void {
  for (const kind of kinds) {
    void queries.invalidateQueries({ queryKey: [kind] });
    void queries.invalidateQueries({ queryKey: ['sharing', kind] });
  }
}
