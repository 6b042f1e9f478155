// Things by id, kept current: a snapshot over HTTP, then every change since. One copy a topic for the whole page.
import { useEffect } from 'react';
import { create, useStore, type StoreApi, type UseBoundStore } from 'zustand';
import type { LiveBatch, Position } from '#contract/platform';
import { serverNow } from './clock.ts';
import { getJson, RequestError } from './http.ts';
import { applyBatch, compareSnapshots } from './live-change.ts';
import type { Follower, LiveLine } from './live.ts';
import { onPage, type Followed } from './live-page.ts';

export interface CollectionOptions<Item> {
  readonly topic: string;
  /** Where the snapshot is: an array of items, or what `itemsIn` finds them in. */
  readonly path: string;
  readonly itemsIn?: (answer: never) => readonly Item[];
  readonly idOf: (item: Item) => string;
  /** Items that it refuses are left out and taken out. */
  readonly belongs: (item: Item) => boolean;
  /** Changes are signs of life, no records: what a return from a cut brings of them is not told as caught up. */
  readonly signsOfLife?: true;
}

export interface CollectionState<Item> {
  readonly items: ReadonlyMap<string, Item>;
  /** loading: nothing was ever here. A failed reload keeps the old content and says so in `error`. */
  readonly status: 'loading' | 'ready';
  readonly error: Error | undefined;
  /** When the content was last confirmed by the server; ms since 1970. */
  readonly confirmedAt: number | undefined;
  /** What came while the page was open, newest last, and when; for the one bright moment of a new row. */
  readonly arrivals: ReadonlyMap<string, number>;
}

/** How long an arrival is remembered; longer than any screen shows it as new. */
const ARRIVAL_MS = 60_000;
const RETRY_MS = 3_000;
const NOTHING_NEW = { arrived: [], news: 0 };

const emptyState = () => ({
  items: new Map(),
  status: 'loading' as const,
  error: undefined,
  confirmedAt: undefined,
  arrivals: new Map(),
});

/** A collection that keeps itself current from its first use to the end of the page. */
export class LiveCollection<Item> implements Followed {
  readonly store: UseBoundStore<StoreApi<CollectionState<Item>>>;
  readonly #options: CollectionOptions<Item>;
  readonly #line: LiveLine;
  #loading: AbortController | undefined;
  #cursor = { seq: 0, scopeEpoch: '' };

  constructor(line: LiveLine, options: CollectionOptions<Item>) {
    this.#line = line;
    this.#options = options;
    this.store = create<CollectionState<Item>>(emptyState);
  }

  start(): void {
    if (!this.#loading) this.reload();
  }

  /** Everything anew; the old content stays until the new one is here, unless the scope has changed. */
  reload(how: 'keep' | 'forget' = 'keep'): void {
    this.#loading?.abort();
    const abort = new AbortController();
    this.#loading = abort;
    if (how === 'forget') this.store.setState({ items: new Map(), status: 'loading', arrivals: new Map() });
    this.#load(abort.signal).catch((error: Error) => this.#fail(error, abort.signal));
  }

  /** Says so, and tries again after a while. */
  #fail(error: Error, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.store.setState({ error });
    setTimeout(() => !signal.aborted && this.reload(), RETRY_MS * (1 + Math.random()));
  }

  stop(): void {
    this.#loading?.abort();
    this.#loading = undefined;
  }

  /** As if it had never been used. */
  forget(): void {
    this.stop();
    this.store.setState(emptyState());
  }

  async #load(signal: AbortSignal): Promise<void> {
    const { topic, path, idOf, belongs, itemsIn } = this.#options;
    // Position first, snapshot second: a change in between comes twice, never not at all.
    const position = await getJson<Position>(`/api/live/position/${topic}`, signal);
    const answer = await getJson<unknown>(path, signal);
    if (signal.aborted) return;
    this.#cursor = { seq: position.seq, scopeEpoch: position.scopeEpoch };
    const snapshot = itemsIn ? itemsIn(answer as never) : (answer as readonly Item[]);
    const items = new Map(snapshot.filter(belongs).map((item) => [idOf(item), item]));
    const { status, items: before } = this.store.getState();
    const { arrived, news } = status === 'ready' ? compareSnapshots(before, items) : NOTHING_NEW;
    const confirmedAt = serverNow();
    this.store.setState({
      items,
      status: 'ready',
      error: undefined,
      confirmedAt,
      ...this.#arrive(arrived, confirmedAt),
    });
    const follower: Follower = {
      topic,
      cursor: () => this.#cursor,
      onBatch: (batch) => this.#apply(batch),
      onResync: () => this.reload(),
      onRefused: () => this.#fail(new RequestError(403, 'not-allowed', 'This topic may not be followed'), signal),
    };
    this.#line.follow(follower, this.#options.signsOfLife ? 0 : news);
  }

  /** Arrivals with these added and the old ones forgotten; nothing where they stay what they are. */
  #arrive(arrived: readonly string[], now: number): Partial<CollectionState<Item>> {
    const { arrivals } = this.store.getState();
    const recent = [...arrivals].filter(([, at]) => now - at < ARRIVAL_MS);
    if (arrived.length === 0 && recent.length === arrivals.size) return {};
    return { arrivals: new Map([...recent, ...arrived.map((id): [string, number] => [id, now])]) };
  }

  #apply(batch: LiveBatch<Item>): number {
    const { items } = this.store.getState();
    const { cursor, arrived, news, items: next } = applyBatch(items, this.#cursor, batch, this.#options.belongs);
    this.#cursor = cursor;
    const now = serverNow();
    this.store.setState({ items: next, confirmedAt: now, ...this.#arrive(arrived, now) });
    return this.#options.signsOfLife ? 0 : news;
  }
}

/** The page's collection of a topic, made and started at its first use. */
export function liveCollection<Item>(options: CollectionOptions<Item>): LiveCollection<Item> {
  return onPage(options.topic, (line) => new LiveCollection(line, options)) as LiveCollection<Item>;
}

/** A part of a live collection; draws again only when that part changes. `options` must be a constant of a module. */
export function useLiveCollection<Item, Part>(
  options: CollectionOptions<Item>,
  pick: (state: CollectionState<Item>) => Part,
): Part {
  const collection = liveCollection(options);
  useEffect(() => collection.start(), [collection]);
  return useStore(collection.store, pick);
}
