// The event log: what happened, numbered per topic in the order of the commits. Screens and processes catch up from it.
import type { Database, Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Log } from './log.ts';
import type { Clock } from './services.ts';

/** Wakes the tails of all processes. It carries nothing: the table tells. */
export const EVENTS_CHANNEL = 'platform_event';

export interface NewEvent {
  /** `topic.past-participle`: `incidents.reported`. */
  readonly name: `${string}.${string}`;
  /** Of the thing that changed: who may no longer see it is told this alone. */
  readonly id: string;
  /** The whole thing as it now is, as its contract has it. */
  readonly body: unknown;
  /** Division paths where it lies after the change, and those it is shared with. */
  readonly visibleTo: readonly string[];
  /** Division paths where it lay before the change and does not any more. */
  readonly left?: readonly string[];
  /** The departments that it is for after the change; none where it is for all. */
  readonly departments?: readonly string[];
  /** Those that it was for before, where the change named others: who may no longer know it is told that it is gone. */
  readonly departmentsBefore?: readonly string[];
  /** Told to those alone who hold all of these paths and departments; all departments where none is named. */
  readonly whole?: boolean;
}

export interface StoredEvent {
  readonly seq: number;
  readonly name: string;
  readonly id: string;
  readonly at: string;
  readonly body: unknown;
  readonly visibleTo: readonly string[];
  readonly left: readonly string[];
  readonly departments: readonly string[];
  readonly departmentsBefore: readonly string[] | null;
  readonly whole: boolean;
}

/** Where a topic stands: events (lowWater, head] can still be read. */
export interface TopicMarks {
  readonly head: number;
  readonly lowWater: number;
}

export interface EventLog {
  /**
   * Appends in the caller's transaction, as its last act: the topics stay locked until it ends, so that numbers follow the commits.
   * Everything a transaction has to tell goes into one call, which takes the topics in one order.
   */
  append(tx: Tx, ...events: readonly NewEvent[]): Promise<void>;
  /** Events of a topic with a number above `seq`, in order. @param limit at most this many */
  after(seq: number, topic: string, limit?: number): Promise<StoredEvent[]>;
  /** @throws RangeError for a topic that no capability has named */
  marks(topic: string): Promise<TopicMarks>;
}

export const topicOf = (name: string): string => name.slice(0, name.indexOf('.'));

interface EventLogOptions {
  readonly database: Database;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
}

/** @param db reads every event of every topic; filtering is for the followers */
export function openEventLog({ database, db, clock, log }: EventLogOptions): EventLog {
  const wake = () => {
    database
      .notify(EVENTS_CHANNEL)
      .catch((error: unknown) => log.warn({ error }, 'Nobody was woken; the slow poll will see it'));
  };
  return {
    append: (tx, ...events) => appendEvents(tx, events, clock(), wake),
    after: (seq, topic, limit = 1000) => findEventsAfter(db, seq, topic, limit),
    marks: (topic) => findMarks(db, topic),
  };
}

async function appendEvents(tx: Tx, events: readonly NewEvent[], at: Date, wake: () => void): Promise<void> {
  const topics = [...new Set(events.map(({ name }) => topicOf(name)))].sort();
  for (const topic of topics) {
    await appendToTopic(
      tx,
      topic,
      events.filter(({ name }) => topicOf(name) === topic),
      at,
    );
  }
  if (events.length > 0) tx.afterCommit(wake);
}

/** One statement for the numbers and one for the rows, however many events there are. */
async function appendToTopic(tx: Tx, topic: string, events: readonly NewEvent[], at: Date): Promise<void> {
  const taken = await tx.one<{ seq: number }>(sql`
    UPDATE platform.topic SET seq = seq + ${events.length}::integer WHERE name = ${topic} RETURNING seq`);
  if (!taken) throw new RangeError(`No capability has named the topic "${topic}"`);
  const first = taken.seq - events.length + 1;
  const rows = events.map(
    ({ name, id, body, visibleTo, left = [], departments = [], departmentsBefore, whole }, no) => ({
      seq: first + no,
      name,
      id,
      body,
      visible_to: visibleTo,
      left,
      departments,
      departments_before: departmentsBefore ?? null,
      whole: whole ?? false,
    }),
  );
  await tx.one(sql`
    INSERT INTO platform.event (topic, seq, name, id, at, body, visible_to, "left", departments, departments_before, whole)
    SELECT ${topic}, seq, name, id, ${at}, body, visible_to, "left", departments, departments_before, whole
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS row (seq bigint, name text, id text, body jsonb, visible_to text[], "left" text[],
                   departments text[], departments_before text[], whole boolean)`);
}

function findEventsAfter(db: Db, seq: number, topic: string, limit: number): Promise<StoredEvent[]> {
  return db.many<StoredEvent>(sql`
    SELECT seq, name, id, at, body, visible_to AS "visibleTo", "left",
           departments, departments_before AS "departmentsBefore", whole
      FROM platform.event
     WHERE topic = ${topic} AND seq > ${seq}
     ORDER BY seq
     LIMIT ${limit}`);
}

async function findMarks(db: Db, topic: string): Promise<TopicMarks> {
  const marks = await db.one<TopicMarks>(sql`
    SELECT seq AS head, low_water AS "lowWater" FROM platform.topic WHERE name = ${topic}`);
  if (!marks) throw new RangeError(`No capability has named the topic "${topic}"`);
  return marks;
}

/** Makes sure that every topic has its row, before anything is appended to it. */
export async function nameTopics(db: Db, topics: readonly string[]): Promise<void> {
  await db.one(sql`
    INSERT INTO platform.topic (name) SELECT DISTINCT name FROM unnest(${topics}::text[]) AS given (name) ORDER BY name
    ON CONFLICT DO NOTHING`);
}
