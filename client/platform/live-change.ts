// What a batch does to a collection. Pure.
import type { Cursor, LiveBatch, LiveEvent } from '#contract/platform';

export interface Applied<Item> {
  readonly items: ReadonlyMap<string, Item>;
  readonly cursor: Cursor;
  /** Ids that were not in the collection before, in the order in which they came. */
  readonly arrived: readonly string[];
  /** Events that were new to us; those at or under the cursor were seen before. */
  readonly news: number;
}

/**
 * Applies a batch in its order. Events at or below the cursor are duplicates and change nothing;
 * `through` moves the cursor even where every event was filtered out, and never backwards.
 * An item that `belongs` refuses (a closed incident in a list of open ones) leaves the collection.
 */
export function applyBatch<Item>(
  items: ReadonlyMap<string, Item>,
  cursor: Cursor,
  batch: LiveBatch<Item>,
  belongs: (item: Item) => boolean,
): Applied<Item> {
  const news = batch.events.filter(({ seq }) => seq > cursor.seq);
  const moved = { seq: Math.max(cursor.seq, batch.through), scopeEpoch: batch.scopeEpoch };
  if (news.length === 0) return { items, cursor: moved, arrived: [], news: 0 };
  const next = new Map(items);
  const arrived = new Set<string>();
  for (const event of news) applyEvent(next, arrived, event, belongs);
  return { items: next, cursor: moved, arrived: [...arrived], news: news.length };
}

/**
 * What a snapshot brings that the one before it did not have: the line was cut for longer than the events are kept.
 * Each thing that came, left or differs counts once. Cost: O(n), with the text of each thing.
 */
export function compareSnapshots<Item>(
  before: ReadonlyMap<string, Item>,
  now: ReadonlyMap<string, Item>,
): Pick<Applied<Item>, 'arrived' | 'news'> {
  const arrived = [...now.keys()].filter((id) => !before.has(id));
  const changed = [...before].filter(([id, item]) => JSON.stringify(now.get(id)) !== JSON.stringify(item));
  return { arrived, news: arrived.length + changed.length };
}

function applyEvent<Item>(
  items: Map<string, Item>,
  arrived: Set<string>,
  event: LiveEvent<Item>,
  belongs: (item: Item) => boolean,
): void {
  if (event.gone || !belongs(event.body)) {
    items.delete(event.id);
    arrived.delete(event.id);
    return;
  }
  if (!items.has(event.id)) arrived.add(event.id);
  items.set(event.id, event.body);
}
