// The changes of a topic as they come, for things that are too many to be kept here: who shows some of them asks again.
import { useEffect } from 'react';
import type { LiveEvent, Position } from '#contract/platform';
import { getJson } from './http.ts';
import type { LiveLine } from './live.ts';
import { onPage, type Followed } from './live-page.ts';

/** What came, in order; `missed`: something may have come that was not heard. */
export type News<Body> = readonly LiveEvent<Body>[] | 'missed';
type Listener<Body> = (news: News<Body>) => void;

const RETRY_MS = 3_000;

/** Follows from its first listener to the end of the page. */
export class LiveNews<Body> implements Followed {
  readonly #line: LiveLine;
  readonly #topic: string;
  readonly #listeners = new Set<Listener<Body>>();
  #starting: AbortController | undefined;
  #cursor = { seq: 0, scopeEpoch: '' };

  constructor(line: LiveLine, topic: string) {
    this.#line = line;
    this.#topic = topic;
  }

  /** Answers how to listen no more. */
  listen(listener: Listener<Body>): () => void {
    this.#listeners.add(listener);
    if (!this.#starting) this.reload();
    return () => void this.#listeners.delete(listener);
  }

  reload(): void {
    if (this.#listeners.size === 0) return;
    this.#starting?.abort();
    const abort = new AbortController();
    this.#starting = abort;
    this.#start(abort.signal).catch(() => this.#startLater(abort.signal));
  }

  forget(): void {
    this.#starting?.abort();
    this.#starting = undefined;
  }

  #startLater(signal: AbortSignal): void {
    setTimeout(() => !signal.aborted && this.reload(), RETRY_MS * (1 + Math.random()));
  }

  async #start(signal: AbortSignal): Promise<void> {
    const { seq, scopeEpoch } = await getJson<Position>(`/api/live/position/${this.#topic}`, signal);
    if (signal.aborted) return;
    this.#cursor = { seq, scopeEpoch };
    this.#line.follow({
      topic: this.#topic,
      cursor: () => this.#cursor,
      onBatch: ({ events, through, scopeEpoch: epoch }) => {
        const news = (events as readonly LiveEvent<Body>[]).filter((event) => event.seq > this.#cursor.seq);
        this.#cursor = { seq: Math.max(this.#cursor.seq, through), scopeEpoch: epoch };
        if (news.length > 0) this.#tell(news);
        return 0;
      },
      onResync: () => this.reload(),
      onRefused: () => this.#startLater(signal),
    });
    // What was asked before the position was known may be older than it.
    this.#tell('missed');
  }

  #tell(news: News<Body>): void {
    for (const listener of this.#listeners) listener(news);
  }
}

/** Hears what changes in a topic. `listener` must stay the same from draw to draw. */
export function useLiveNews<Body>(topic: string, listener: Listener<Body>): void {
  useEffect(() => {
    const news = onPage(topic, (line) => new LiveNews<Body>(line, topic)) as LiveNews<Body>;
    return news.listen(listener);
  }, [topic, listener]);
}
