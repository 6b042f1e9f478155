// One reader of the event log for a whole process: it follows every topic and keeps the newest events at hand.
import type { Database } from '../../db/connection.ts';
import { EVENTS_CHANNEL, type EventLog, type StoredEvent, type TopicMarks } from './event-log.ts';
import type { Log } from './log.ts';
import { inTurn } from './turn.ts';

/** Events kept a topic; who is further behind reads the table. */
const RING_LENGTH = 5000;
const READ_AT_ONCE = 1000;
/** The wake-up may be lost; the table is looked at all the same. */
const SLOW_POLL_MS = 2000;

export interface TailListener {
  onNews(topic: string): void;
  /** The numbers went back: an older state of the database was restored. */
  onRestored(topic: string): void;
  /** Nobody knows whether there is news; whoever shows the present must stop to say so. */
  onFailure(): void;
}

export interface Tail {
  marks(topic: string): TopicMarks;
  /** Events after `seq` in order, from memory where it reaches back that far, else from the table. */
  read(topic: string, seq: number, limit: number): Promise<readonly StoredEvent[]>;
  /** Looks at the table now. Rejects where that fails. */
  look(): Promise<void>;
  /** False from a failed look until one succeeds. */
  isCurrent(): boolean;
  close(): Promise<void>;
}

interface TopicTail extends TopicMarks {
  head: number;
  lowWater: number;
  ring: StoredEvent[];
}

interface TailOptions {
  readonly events: EventLog;
  readonly database: Database;
  readonly log: Log;
  readonly topics: readonly string[];
  readonly listener: TailListener;
}

/** Opens the tail of this process at the present end of every topic. */
export async function openTail({ events, database, log, topics, listener }: TailOptions): Promise<Tail> {
  const tails = new Map<string, TopicTail>();
  for (const topic of topics) tails.set(topic, { ...(await events.marks(topic)), ring: [] });
  let current = true;
  const look = inTurn(async () => {
    try {
      for (const [topic, tail] of tails) await advance(topic, tail, events, listener);
      current = true;
    } catch (error) {
      current = false;
      listener.onFailure();
      throw error;
    }
  });
  const lookAndLog = () =>
    void look().catch((error: unknown) => log.warn({ error }, 'The event log could not be read'));
  const stopListening = await database.listen(EVENTS_CHANNEL, lookAndLog);
  const poll = setInterval(lookAndLog, SLOW_POLL_MS);
  return {
    marks: (topic) => tailOf(tails, topic),
    read: (topic, seq, limit) => read(tailOf(tails, topic), events, topic, seq, limit),
    look,
    isCurrent: () => current,
    close: async () => {
      clearInterval(poll);
      await stopListening();
      await look.settled();
    },
  };
}

function tailOf(tails: ReadonlyMap<string, TopicTail>, topic: string): TopicTail {
  const tail = tails.get(topic);
  if (!tail) throw new RangeError(`No capability has named the topic "${topic}"`);
  return tail;
}

async function advance(topic: string, tail: TopicTail, events: EventLog, listener: TailListener): Promise<void> {
  const marks = await events.marks(topic);
  if (marks.lowWater > tail.lowWater) tail.ring = tail.ring.filter(({ seq }) => seq > marks.lowWater);
  tail.lowWater = marks.lowWater;
  if (marks.head < tail.head) {
    tail.ring = [];
    tail.head = marks.head;
    listener.onRestored(topic);
  }
  if (tail.head < marks.lowWater) {
    tail.head = marks.lowWater; // removed before this process read it: followers from before take a new start
    listener.onNews(topic);
  }
  while (tail.head < marks.head) {
    const news = await events.after(tail.head, topic, READ_AT_ONCE);
    const last = news.at(-1);
    if (!last) throw new Error(`Topic ${topic} ends at ${marks.head}, but nothing follows ${tail.head}`);
    tail.ring = [...limited(tail.ring, news), ...news].slice(-RING_LENGTH);
    tail.head = last.seq;
    listener.onNews(topic);
  }
}

/** What was told of a thing is for those departments that it is for now, and not for whom it was taken back from: the table says so already. */
function limited(ring: readonly StoredEvent[], news: readonly StoredEvent[]): readonly StoredEvent[] {
  return news.reduce((known, { id, departments, departmentsBefore, left }) => {
    if (!departmentsBefore && left.length === 0) return known;
    return known.map((event) => {
      if (event.id !== id) return event;
      const [lay, ...sharedWith] = event.visibleTo;
      const visibleTo = lay === undefined ? [] : [lay, ...sharedWith.filter((path) => !left.includes(path))];
      return { ...event, visibleTo, ...(departmentsBefore && { departments }) };
    });
  }, ring);
}

async function read(tail: TopicTail, events: EventLog, topic: string, seq: number, limit: number) {
  const first = tail.ring[0]?.seq ?? tail.head + 1;
  if (seq + 1 < first) return events.after(seq, topic, limit);
  return tail.ring.slice(seq + 1 - first, seq + 1 - first + limit);
}
