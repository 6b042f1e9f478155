// The public's requests: plain GETs that say nothing of who asks or from where. Runs on phones that know neither AbortSignal.any nor timeouts.

/** Longer than any answer should take, slow networks included. */
const DEADLINE_MS = 20_000;
/** The worker's sign of an answer that is not of now (RFC 7234, 5.5.1). */
const STALE = /^110\b/;

export interface PublicAnswer<Data> {
  readonly data: Data;
  /** When the server said so, by its own clock; ms since 1970. */
  readonly saidAt: number;
  /** Given out of this device's store: the server was not reached. */
  readonly kept: boolean;
  /** The same mark, the same bytes; undefined where something between takes it off. */
  readonly etag: string | undefined;
}

/** Why there is no answer: the server could not be reached, or asks for patience. */
export class NoAnswer extends Error {
  declare readonly refused: boolean;
  constructor(refused: boolean) {
    super(refused ? 'The server asks for patience' : 'The server did not answer');
    this.refused = refused;
  }
}

/** Fetches, asking the server whether anything has changed. @throws NoAnswer */
export async function getPublic<Data>(path: string): Promise<PublicAnswer<Data>> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), DEADLINE_MS);
  try {
    const response = await fetch(path, {
      headers: { accept: 'application/json' },
      credentials: 'omit',
      cache: 'no-cache',
      signal: giveUp.signal,
    });
    if (!response.ok) throw new NoAnswer(response.status === 429);
    const data = (await response.json()) as Data;
    const saidAt = Date.parse(response.headers.get('date') ?? '');
    return {
      data,
      saidAt: Number.isFinite(saidAt) ? saidAt : Date.now(),
      kept: STALE.test(response.headers.get('warning') ?? ''),
      etag: response.headers.get('etag') ?? undefined,
    };
  } catch (reason) {
    throw reason instanceof NoAnswer ? reason : new NoAnswer(false);
  } finally {
    clearTimeout(timer);
  }
}

/** Lets the page be opened without a connection. Where the browser cannot, or may not, everything else works all the same. */
export function keepForOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('/public-worker.js', { scope: '/public' }).catch(() => undefined);
}
