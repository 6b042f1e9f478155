// Who follows which topic, and how far each has been told.
import type { Server, Socket } from 'socket.io';
import type { LiveBatch } from './contract.ts';
import type { Tail } from './event-tail.ts';
import { batchFor } from './live-batch.ts';
import { CUT_AT_BYTES, PAUSE_AT_BYTES, cutLine, onceDrained, waitingBytes } from './live-wire.ts';
import type { Log } from './log.ts';
import type { Clock } from './services.ts';
import { inTurn, type InTurn } from './turn.ts';

const EVENTS_AT_ONCE = 1000;

export interface Follower {
  readonly socket: Socket;
  readonly topic: string;
  readonly areas: readonly string[];
  readonly departments: readonly string[];
  readonly scopeEpoch: string;
  seq: number;
  /** Waits until the network has taken what it was given. */
  paused: boolean;
}

/** Everyone who follows; each socket at most once a topic. */
export class Followers {
  readonly #byTopic = new Map<string, Map<string, Follower>>();
  readonly #server: Server;
  readonly #tail: () => Tail;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #turns = new Map<string, InTurn>();

  constructor(server: Server, tail: () => Tail, { clock, log }: { clock: Clock; log: Log }) {
    this.#server = server;
    this.#tail = tail;
    this.#clock = clock;
    this.#log = log;
  }

  #add(follower: Follower): void {
    const topic = this.#byTopic.get(follower.topic) ?? new Map<string, Follower>();
    this.#byTopic.set(follower.topic, topic.set(follower.socket.id, follower));
  }

  remove(socket: Socket, topic?: string): void {
    for (const [name, followers] of this.#byTopic)
      if (topic === undefined || name === topic) followers.delete(socket.id);
  }

  of(topic: string): readonly Follower[] {
    return [...(this.#byTopic.get(topic)?.values() ?? [])];
  }

  all(): readonly Follower[] {
    return [...this.#byTopic.keys()].flatMap((topic) => this.of(topic));
  }

  /** Tells what is new; where the table cannot be read, the lines of the topic are cut and their clients ask again. */
  tell(topic: string): void {
    const turn = this.#turns.get(topic) ?? inTurn(() => this.#tellAll(topic));
    this.#turns.set(topic, turn);
    turn().catch((error: unknown) => {
      this.#log.warn({ error, topic }, 'The followers of a topic could not be told, their lines are cut');
      for (const { socket } of this.of(topic)) cutLine(socket);
    });
  }

  /** One batch each at a time, until nobody who can take more is behind. */
  async #tellAll(topic: string): Promise<void> {
    for (let behind = this.#behind(topic); behind.length > 0; behind = this.#behind(topic)) {
      for (const group of groupBy(behind, keyOfSight)) {
        await this.#tellGroup(group);
      }
    }
  }

  /** Gives a new follower its first word at once, so that its screen knows that the line stands. */
  greet(follower: Follower): void {
    this.#add(follower);
    const { topic, seq, scopeEpoch } = follower;
    if (seq < this.#tail().marks(topic).head) this.tell(topic);
    else this.#send([follower], { topic, events: [], through: seq, scopeEpoch });
  }

  /** Says to all who are told everything that this is still so. */
  pulse(): void {
    for (const group of groupBy(this.all(), ({ topic, seq, scopeEpoch }) => `${topic} ${seq} ${scopeEpoch}`)) {
      const { topic, seq, scopeEpoch } = group[0]!;
      if (seq === this.#tail().marks(topic).head) this.#send(group, { topic, events: [], through: seq, scopeEpoch });
    }
  }

  #isHere(follower: Follower): boolean {
    return this.#byTopic.get(follower.topic)?.get(follower.socket.id) === follower;
  }

  #behind(topic: string): Follower[] {
    const { head } = this.#tail().marks(topic);
    return this.of(topic).filter(({ seq, paused }) => seq < head && !paused);
  }

  /** The same batch for all of a group: it is put together and encoded once. */
  async #tellGroup(group: readonly Follower[]): Promise<void> {
    const { topic, seq, areas, departments, scopeEpoch } = group[0]!;
    const events = await this.#tail().read(topic, seq, EVENTS_AT_ONCE);
    if (events[0]?.seq !== seq + 1) return this.#resync(group); // pruned while it was being told
    const batch = batchFor(topic, events, { areas, departments });
    const here = group.filter((follower) => this.#isHere(follower) && follower.seq === seq);
    for (const follower of here) follower.seq = batch.through;
    this.#send(here, { ...batch, scopeEpoch });
  }

  #send(group: readonly Follower[], batch: Omit<LiveBatch<unknown>, 'at'>): void {
    if (group.length === 0) return; // all have gone meanwhile; to socket.io, no room at all means everybody
    const ids = group.map(({ socket }) => socket.id);
    this.#server.to(ids).emit('batch', { ...batch, at: this.#clock().toISOString() });
    for (const follower of group) this.#mindTheWire(follower);
  }

  #mindTheWire(follower: Follower): void {
    const { socket, topic } = follower;
    const waiting = waitingBytes(socket);
    if (waiting > CUT_AT_BYTES) return cutLine(socket);
    if (waiting < PAUSE_AT_BYTES || follower.paused || follower.seq === this.#tail().marks(topic).head) return;
    follower.paused = true;
    onceDrained(socket, () => {
      follower.paused = false;
      this.tell(topic);
    });
  }

  #resync(group: readonly Follower[]): void {
    for (const { socket, topic } of group) {
      this.remove(socket, topic);
      socket.emit('resync', { topic });
    }
  }

  resyncTopic(topic: string): void {
    this.#resync(this.of(topic));
  }
}

/** Who has the same is told the same. */
const keyOfSight = ({ seq, scopeEpoch, areas, departments }: Follower) =>
  `${seq} ${scopeEpoch} ${areas.join()} ${departments.join()}`;

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
