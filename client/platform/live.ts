// The one live connection of this page: topics are followed from a cursor, and silence counts as a cut.
import { io, type Socket } from 'socket.io-client';
import type { Cursor, LiveBatch, Position } from '#contract/platform';
import { hearServerTime, toServerTime } from './clock.ts';
import { getJson } from './http.ts';
import { useLineState } from './line-state.ts';

/** The server says something every few seconds; after this long without a word the line counts as cut. */
export const SILENCE_MS = 12_000;

export interface Follower {
  readonly topic: string;
  /** Asked anew at every connection, so that it is always the latest. */
  cursor(): Cursor;
  /** Answers how many changes in it were new to the screen. */
  onBatch(batch: LiveBatch<never>): number;
  /** The server cannot continue from the cursor: take a new position and snapshot, then follow again. */
  onResync(): void;
  /** The caller may not follow this (any more): what is on the screen does not keep itself current. */
  onRefused(): void;
}

export interface LineOptions {
  /** Another origin than the page's; tests say theirs. */
  readonly url?: string;
  readonly silenceMs?: number;
  /** Where a topic stands now: after a cut, up to there is what came late. */
  readonly askHead?: (topic: string) => Promise<number>;
}

const askPosition = async (topic: string) => (await getJson<Position>(`/api/live/position/${topic}`)).seq;

/** Follows topics over one socket. Reconnects with jitter and always asks from its own cursor; socket.io's recovery is not used. */
export class LiveLine {
  readonly #followers = new Map<string, Follower>();
  /** Topics that are not yet where they were at the connection: up to which number they have to come. */
  readonly #awaited = new Map<string, number>();
  readonly #askHead: (topic: string) => Promise<number>;
  readonly #socket: Socket;
  readonly #silenceMs: number;
  #heardAt = Date.now();
  #late = 0;
  #wasLive = false;
  #watch: ReturnType<typeof setInterval>;

  constructor({ url, silenceMs = SILENCE_MS, askHead = askPosition }: LineOptions = {}) {
    this.#silenceMs = silenceMs;
    this.#askHead = askHead;
    const options = {
      path: '/live',
      transports: ['websocket', 'polling'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 8000,
      // Where only polling gets through: a line is no sign that somebody is there.
      extraHeaders: { 'x-unattended': '1' },
    };
    const settings = { ...options, randomizationFactor: 0.8, autoConnect: false };
    this.#socket = url === undefined ? io(settings) : io(url, settings);
    this.#socket.on('connect', () => this.#onConnect());
    this.#socket.on('disconnect', () => this.#cut());
    this.#socket.on('connect_error', () => this.#cut());
    this.#socket.on('batch', (batch: LiveBatch<never>) => this.#onBatch(batch));
    this.#socket.on('refused', ({ topic }: { topic: string }) => this.#forget(topic));
    this.#socket.on('resync', ({ topic }: { topic: string }) => this.#followers.get(topic)?.onResync());
    this.#watch = setInterval(() => this.#checkSilence(), Math.min(1000, silenceMs / 4));
    globalThis.addEventListener?.('offline', this.#onOffline);
    globalThis.addEventListener?.('online', this.#onOnline);
  }

  /**
   * Starts to follow, or goes on from a newer cursor. Opens the connection with the first follower.
   *
   * @param news  how many changes the follower has made up for by itself, with a new snapshot
   */
  follow(follower: Follower, news = 0): void {
    this.#followers.set(follower.topic, follower);
    if (useLineState.getState().state === 'catching-up') this.#late += news;
    if (this.#socket.connected) this.#ask(follower);
    else this.#socket.connect();
  }

  /** A new connection for a new scope: what the old one still sends is not for us any more. */
  restart(): void {
    this.#followers.clear();
    this.#awaited.clear();
    this.#socket.disconnect();
    useLineState.setState({ state: 'connecting', cutSince: undefined });
  }

  close(): void {
    clearInterval(this.#watch);
    globalThis.removeEventListener?.('offline', this.#onOffline);
    globalThis.removeEventListener?.('online', this.#onOnline);
    this.#socket.disconnect();
  }

  /** Where the server can be reached all the same (it may be on this machine), the next attempt finds out. */
  readonly #onOffline = () => {
    this.#cut();
    if (this.#socket.connected) this.#socket.io.engine.close();
  };

  readonly #onOnline = () => {
    if (!this.#socket.connected && this.#followers.size > 0) this.#socket.connect();
  };

  #ask(follower: Follower): void {
    const { topic } = follower;
    const late = useLineState.getState().state === 'catching-up';
    this.#awaited.set(topic, late ? Infinity : 0);
    if (late) {
      const settle = (head: number) => {
        if (!this.#awaited.has(topic)) return;
        this.#awaited.set(topic, head);
        this.#arrive(topic, follower.cursor().seq);
      };
      // Where the position cannot be had, the first word of the topic has to do.
      this.#askHead(topic).then(settle, () => settle(0));
    }
    this.#socket.emit('follow', { topic, cursor: follower.cursor() });
  }

  #onConnect(): void {
    this.#heardAt = Date.now();
    if (useLineState.getState().state === 'cut') {
      this.#late = 0;
      useLineState.setState({ state: 'catching-up' });
    }
    for (const follower of this.#followers.values()) this.#ask(follower);
  }

  #onBatch(batch: LiveBatch<never>): void {
    hearServerTime(batch.at);
    this.#heardAt = Date.now();
    const news = this.#followers.get(batch.topic)?.onBatch(batch) ?? 0;
    if (useLineState.getState().state === 'catching-up') this.#late += news;
    this.#arrive(batch.topic, batch.through);
  }

  /** What this caller may not follow (any more) is nothing to wait for. */
  #forget(topic: string): void {
    const follower = this.#followers.get(topic);
    this.#followers.delete(topic);
    follower?.onRefused();
    this.#arrive(topic, Infinity);
  }

  #arrive(topic: string, through: number): void {
    if (through >= (this.#awaited.get(topic) ?? 0)) this.#awaited.delete(topic);
    const { state } = useLineState.getState();
    if (state !== 'live' && this.#awaited.size === 0 && this.#socket.connected) this.#goLive(state);
  }

  #goLive(from: 'connecting' | 'catching-up' | 'cut'): void {
    const no = (useLineState.getState().caughtUp?.no ?? 0) + 1;
    useLineState.setState({
      state: 'live',
      cutSince: undefined,
      ...(from === 'catching-up' && this.#wasLive && { caughtUp: { no, events: this.#late } }),
    });
    this.#wasLive = true;
  }

  #cut(): void {
    const { state } = useLineState.getState();
    // The first connection may take its time; silence tells when it has taken too long.
    const patient =
      !this.#wasLive && Date.now() - this.#heardAt < this.#silenceMs && globalThis.navigator?.onLine !== false;
    if (state === 'cut' || patient) return;
    useLineState.setState(({ cutSince }) => ({ state: 'cut', cutSince: cutSince ?? toServerTime(this.#heardAt) }));
  }

  /** A half-open connection looks alive to the socket: close its transport, so that it comes back by itself. */
  #checkSilence(): void {
    if (this.#followers.size === 0 || Date.now() - this.#heardAt < this.#silenceMs) return;
    this.#cut();
    if (this.#socket.connected) this.#socket.io.engine.close();
  }
}
