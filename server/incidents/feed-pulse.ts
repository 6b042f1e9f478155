// The pulse of the feeds: who was heard when, and who has fallen silent. A dead feed is an event, not a calm city.
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { EventLog, NewEvent } from '../platform/event-log.ts';
import type { SourceAge } from '../platform/health.ts';
import type { Services } from '../platform/services.ts';
import { feedState } from './algorithms/feed-state.ts';
import type { Feed } from './contract.ts';
import type { Sender } from './intake.ts';

interface Pulse extends Feed {
  readonly areas: readonly string[];
}

/** A feed that has said nothing about it is expected to speak every five minutes. */
const USUAL_INTERVAL_S = 300;

const PULSE = sql`
  f.id, f.name, f.areas, coalesce(p.interval_s, f.interval_s, ${USUAL_INTERVAL_S}) AS "intervalS", p.last_heard_at AS "lastHeardAt",
  coalesce(p.state, 'never-heard') AS state`;
const FROM = sql`incidents.known_feeds() f LEFT JOIN incidents.feed_pulse p ON p.feed_id = f.id`;

/** Every feed with its state at `now`. */
export async function findFeeds(db: Db, now: Date): Promise<Feed[]> {
  const pulses = await db.many<Pulse>(sql`SELECT ${PULSE} FROM ${FROM} ORDER BY f.name, f.id`);
  return pulses.map((pulse) => feedOf(pulse, stateOf(pulse, now)));
}

/** How long ago each feed was heard, for /api/health. */
export async function findFeedAges({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<SourceAge[]> {
  const now = clock();
  return (await findFeeds(db, now)).map(({ name, lastHeardAt, state }) => ({
    name,
    lastHeardAt,
    ageS: lastHeardAt === null ? null : (now.getTime() - Date.parse(lastHeardAt)) / 1000,
    state,
  }));
}

/**
 * Any word of a feed is a sign of life. Its reports take turns here, since each holds its pulse to the end of the transaction.
 * Answers the event to append: where the feed was silent before, and often enough that no screen takes it for silent.
 */
export async function hearFeed(tx: Tx, { id }: Sender, now: Date, intervalS?: number): Promise<NewEvent[]> {
  const before = await tx.one<{ state: Feed['state']; isFresh: boolean }>(sql`
    SELECT state, told_at > ${now}::timestamptz - make_interval(secs => interval_s / 2.0) AS "isFresh"
      FROM incidents.feed_pulse WHERE feed_id = ${id} FOR UPDATE`);
  const isTold = before?.state === 'current' && before.isFresh;
  await tx.one(sql`
    INSERT INTO incidents.feed_pulse AS p (feed_id, interval_s, last_heard_at, told_at, state)
    VALUES (${id}, ${intervalS ?? USUAL_INTERVAL_S}, ${now}, ${now}, 'current')
    ON CONFLICT (feed_id) DO UPDATE
       SET last_heard_at = greatest(p.last_heard_at, excluded.last_heard_at), state = 'current',
           told_at = CASE WHEN ${isTold} THEN p.told_at ELSE excluded.told_at END,
           interval_s = coalesce(${intervalS ?? null}::integer, p.interval_s)`);
  if (isTold) return [];
  const pulse = await tx.one<Pulse>(sql`SELECT ${PULSE} FROM ${FROM} WHERE f.id = ${id}`);
  return [await eventOf(tx, 'feeds.heard', feedOf(pulse!, 'current'), pulse!.areas)];
}

/** A feed says that it lives though it has nothing to report. */
export function takeHeartbeat(db: Db, events: EventLog, sender: Sender, now: Date, intervalS?: number): Promise<void> {
  return db.transaction(async (tx) => {
    await events.append(tx, ...(await hearFeed(tx, sender, now, intervalS)));
  });
}

/** Tells the screens of every feed that has fallen silent since the last look; of several processes one does. */
export function tellSilentFeeds(db: Db, events: EventLog, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const pulses = await tx.many<Pulse>(sql`
      SELECT ${PULSE} FROM ${FROM} WHERE p.state = 'current' ORDER BY p.feed_id FOR UPDATE OF p`);
    const silent = pulses.filter((pulse) => stateOf(pulse, now) === 'stale');
    if (silent.length === 0) return 0;
    await tx.one(
      sql`UPDATE incidents.feed_pulse SET state = 'stale' WHERE feed_id = ANY(${silent.map(({ id }) => id)}::text[])`,
    );
    const told = await Promise.all(
      silent.map((pulse) => eventOf(tx, 'feeds.fallen-silent', feedOf(pulse, 'stale'), pulse.areas)),
    );
    await events.append(tx, ...told);
    return silent.length;
  });
}

const stateOf = ({ lastHeardAt, intervalS }: Pulse, now: Date) =>
  feedState(lastHeardAt === null ? undefined : new Date(lastHeardAt), intervalS, now);

const feedOf = ({ id, name, intervalS, lastHeardAt }: Pulse, state: Feed['state']): Feed => ({
  id,
  name,
  intervalS,
  lastHeardAt,
  state,
});

/** Everyone whose area the feed serves must know, down to the town: its silence is theirs too. */
async function eventOf(tx: Tx, name: NewEvent['name'], feed: Feed, areas: readonly string[]): Promise<NewEvent> {
  const served = await tx.many<{ path: string }>(sql`
    SELECT path FROM grids.division WHERE level IN ('city', 'county', 'town') AND path ^@ ANY(${areas}::text[])`);
  return { name, id: feed.id, body: feed, visibleTo: [...new Set([...areas, ...served.map(({ path }) => path)])] };
}
