// A follower as a screen is one: position, then from its own cursor, over as many connections as it takes.
import { io, type ManagerOptions, type Socket } from 'socket.io-client';
import type { Cursor, LiveBatch, LiveEvent } from '../../server/platform/contract.ts';
import type { Capability } from '../../server/platform/capability.ts';
import { allow } from '../../server/identity/guard.ts';
import type { NewEvent } from '../../server/platform/event-log.ts';
import type { TestApp, TestScope } from '../support/app.ts';

export const CITY: TestScope = { areas: ['3202'] };
export const COUNTY_A: TestScope = { areas: ['320205'] };
export const COUNTY_B: TestScope = { areas: ['320206'] };

/** A capability that only tells. */
export const things: Capability = {
  name: 'things',
  topics: [{ name: 'things', access: allow('staff', 'things:follow', { area: 'own', data: 'internal' }) }],
};

export interface Thing {
  readonly no: number;
}

/** An event of thing `no`, in county A unless said otherwise. */
export const aChange = (no: number, over: Partial<NewEvent> = {}): NewEvent => ({
  name: 'things.changed',
  id: String(no),
  body: { no },
  visibleTo: ['320205001'],
  ...over,
});

export const append = ({ services, events }: TestApp, ...changes: NewEvent[]) =>
  services.db.transaction((tx) => events.append(tx, ...changes));

export class LiveClient {
  readonly socket: Socket;
  readonly received: LiveEvent<Thing>[] = [];
  readonly batches: LiveBatch<Thing>[] = [];
  /** The numbers of the events that came over each connection, as they came. */
  readonly told: number[][] = [];
  readonly resyncs: string[] = [];
  readonly refused: string[] = [];
  cursor: Cursor;
  #waiting: { until: () => boolean; done: () => void }[] = [];

  /** @param more of the options of socket.io, for lines that are not plain */
  constructor(url: string, cursor: Cursor, headers: Record<string, string>, more: Partial<ManagerOptions> = {}) {
    this.cursor = cursor;
    const options = { path: '/live', transports: ['websocket'], reconnectionDelay: 20, reconnectionDelayMax: 100 };
    this.socket = io(url, { ...options, ...more, forceNew: true, extraHeaders: headers });
    this.socket.on('connect', () => {
      this.told.push([]);
      this.follow(this.cursor);
      this.#look();
    });
    this.socket.on('disconnect', () => this.#look());
    this.socket.on('connect_error', () => this.#look());
    this.socket.on('batch', (batch: LiveBatch<Thing>) => this.#take(batch));
    this.socket.on('resync', ({ topic }: { topic: string }) => {
      this.resyncs.push(topic);
      this.#look();
    });
    this.socket.on('refused', ({ topic }: { topic: string }) => {
      this.refused.push(topic);
      this.#look();
    });
  }

  /** Follows from where the topic stands now. */
  static async open(app: TestApp, url: string, scope: TestScope): Promise<LiveClient> {
    const { inject, headers } = app.as(scope);
    const { seq, scopeEpoch } = (await inject('/api/live/position/things')).json<Cursor>();
    return new LiveClient(url, { seq, scopeEpoch }, headers);
  }

  /** Asks to be told from here on, as after a new snapshot. */
  follow(cursor: Cursor): void {
    this.cursor = cursor;
    this.socket.emit('follow', { topic: 'things', cursor });
  }

  /** Resolves once the condition holds; looks again at everything that comes. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ until: condition, done }));
  }

  numbers(): number[] {
    return this.received.map(({ seq }) => seq);
  }

  close(): void {
    this.socket.disconnect();
  }

  #take(batch: LiveBatch<Thing>): void {
    this.batches.push(batch);
    // Nothing is passed over, though a screen would: a server that tells twice is to be seen.
    this.received.push(...batch.events);
    this.cursor = { seq: batch.through, scopeEpoch: batch.scopeEpoch };
    this.told.at(-1)!.push(...batch.events.map(({ seq }) => seq));
    this.#look();
  }

  #look(): void {
    for (const waiting of this.#waiting.filter(({ until }) => until())) waiting.done();
    this.#waiting = this.#waiting.filter(({ until }) => !until());
  }
}
