// What of the event log a follower is told. Pure.
import type { LiveBatch, LiveEvent } from './contract.ts';
import { isInside } from './division-path.ts';
import type { StoredEvent } from './event-log.ts';

/** Text that one batch may hold, characters; at least one event goes in. */
export const BATCH_LENGTH = 256 * 1024;

/**
 * The events of a batch for somebody with these areas: the whole thing where it lies in them, that it is gone where it lay in them.
 * `through` counts those too that were left out, so that the cursor moves.
 *
 * @param events consecutive, in order; must not be empty
 */
export function batchFor(
  topic: string,
  events: readonly StoredEvent[],
  areas: readonly string[],
): Pick<LiveBatch<unknown>, 'topic' | 'events' | 'through'> {
  const told: LiveEvent<unknown>[] = [];
  let length = 0;
  let through = events[0]!.seq;
  for (const event of events) {
    const news = tell(event, areas);
    if (news) length += news.length;
    if (length > BATCH_LENGTH && told.length > 0) break;
    if (news) told.push(news.event);
    through = event.seq;
  }
  return { topic, events: told, through };
}

function tell(
  { seq, name, id, at, body, visibleTo, left }: StoredEvent,
  areas: readonly string[],
): { event: LiveEvent<unknown>; length: number } | undefined {
  if (visibleTo.some((path) => isInside(path, areas))) {
    return { event: { seq, name, id, at, body }, length: JSON.stringify(body).length };
  }
  if (left.some((path) => isInside(path, areas))) return { event: { seq, name, id, at, gone: true }, length: 0 };
  return undefined;
}
