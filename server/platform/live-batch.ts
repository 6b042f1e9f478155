// What of the event log a follower is told. Pure.
import type { LiveBatch, LiveEvent } from './contract.ts';
import { isInside } from './division-path.ts';
import type { StoredEvent } from './event-log.ts';

/** Text that one batch may hold, characters; at least one event goes in. */
export const BATCH_LENGTH = 256 * 1024;

/** As far as a follower sees. */
export interface Sight {
  readonly areas: readonly string[];
  /** Codes; `*` alone for all of them. */
  readonly departments: readonly string[];
}

/**
 * The events of a batch for somebody who sees so far: the whole thing where it lies there, that it is gone where it lay there.
 * `through` counts those too that were left out, so that the cursor moves.
 *
 * @param events consecutive, in order; must not be empty
 */
export function batchFor(
  topic: string,
  events: readonly StoredEvent[],
  sight: Sight,
): Pick<LiveBatch<unknown>, 'topic' | 'events' | 'through'> {
  const told: LiveEvent<unknown>[] = [];
  let length = 0;
  let through = events[0]!.seq;
  for (const event of events) {
    const news = tell(event, sight);
    if (news) length += news.length;
    if (length > BATCH_LENGTH && told.length > 0) break;
    if (news) told.push(news.event);
    through = event.seq;
  }
  return { topic, events: told, through };
}

function tell(
  { seq, name, id, at, body, visibleTo, left, departments, departmentsBefore, whole }: StoredEvent,
  sight: Sight,
): { event: LiveEvent<unknown>; length: number } | undefined {
  const isIn = (paths: readonly string[]) => (whole ? holds(paths, sight) : touches(paths, sight));
  const isFor = whole ? servesAll : serves;
  const isHere = isIn(visibleTo);
  if (isHere && isFor(departments, sight)) {
    return { event: { seq, name, id, at, body }, length: JSON.stringify(body).length };
  }
  const wasKnown = isHere ? departmentsBefore !== null : isIn(left);
  if (wasKnown && isFor(departmentsBefore ?? departments, sight))
    return { event: { seq, name, id, at, gone: true }, length: 0 };
  return undefined;
}

/** The same rule as `platform.serves` of the database: what names no department is for all of them. */
function serves(named: readonly string[], { departments }: Sight): boolean {
  return named.length === 0 || departments[0] === '*' || named.some((code) => departments.includes(code));
}

/** The same rule as `imports.sees_as_far`: what names no department is of all of them. */
function servesAll(named: readonly string[], { departments }: Sight): boolean {
  return departments[0] === '*' || (named.length > 0 && named.every((code) => departments.includes(code)));
}

const touches = (paths: readonly string[], { areas }: Sight) => paths.some((path) => isInside(path, areas));

const holds = (paths: readonly string[], { areas }: Sight) =>
  paths.length > 0 && paths.every((path) => isInside(path, areas));
