// Keeps the thread of the embedded database alive: one turn at a time, a deadline for each statement, a new thread for a dead or hung one.
import { Worker } from 'node:worker_threads';
import type { DatabaseLog } from './connection.ts';
import type { EngineData, EngineReply, EngineRequest } from './embedded-protocol.ts';
import { DatabaseUnavailable, QueryError } from './errors.ts';
import type { RawResult } from './parsers.ts';

type Answer = RawResult | Uint8Array | undefined;
type Act = EngineRequest extends infer Request ? (Request extends unknown ? Omit<Request, 'id'> : never) : never;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout | undefined;
}

export interface EngineOptions {
  /** Absent for a database in memory. */
  readonly directory?: string | undefined;
  /** Asked at each start: the tarball that a database still to be made begins with. */
  readonly template?: (() => Promise<string | undefined>) | undefined;
  readonly log: DatabaseLog;
  /** Runs in each fresh thread before anybody else is served. */
  readonly onOpen?: ((engine: EmbeddedEngine) => Promise<void>) | undefined;
}

/** Opening takes seconds, recovery after a kill longer. */
const OPEN_DEADLINE_MS = 180_000;
const RESTART_PAUSE_MS = 500;

export class EmbeddedEngine {
  readonly #options: EngineOptions;
  #worker: Worker | undefined;
  #ready: Promise<void> | undefined;
  #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #closed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Resolves when statements can be asked; starts the thread where none runs. */
  open(): Promise<void> {
    if (this.#closed) return Promise.reject(new DatabaseUnavailable('The database is closed'));
    return (this.#ready ??= this.#start());
  }

  get isOpen(): boolean {
    return this.#worker !== undefined && !this.#closed;
  }

  /** The number of the running thread: a session that began in another one is lost. */
  get thread(): number | undefined {
    return this.#worker?.threadId;
  }

  /** @throws QueryError | DatabaseUnavailable when the thread died or did not answer in time (0: no deadline) */
  async query(text: string, values: readonly (string | null)[], deadlineMs: number): Promise<RawResult> {
    return (await this.#ask({ act: 'query', text, values }, deadlineMs)) as RawResult;
  }

  /** The whole data directory as a gzip tarball. */
  async dump(): Promise<Uint8Array> {
    return (await this.#ask({ act: 'dump' }, 0)) as Uint8Array;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#ready?.catch(() => undefined); // a start that failed has been told to whoever waited for it
    const worker = this.#worker;
    this.#closed = true;
    if (!worker) return;
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    await this.#ask({ act: 'close' }, 30_000).catch((error: unknown) => {
      this.#options.log.warn({ err: error }, 'The embedded database did not close in order');
    });
    await worker.terminate();
    await gone;
  }

  #ask(act: Act, deadlineMs: number): Promise<Answer> {
    const worker = this.#worker;
    if (!worker) return Promise.reject(new DatabaseUnavailable('The embedded database is restarting'));
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      const timer = deadlineMs > 0 ? setTimeout(() => this.#giveUp(worker, deadlineMs), deadlineMs) : undefined;
      this.#waiting.set(id, { resolve, reject, timer });
      worker.postMessage({ id, ...act } satisfies EngineRequest);
    });
  }

  /** A statement cannot be cancelled in there: the thread goes, its transaction with it. */
  #giveUp(worker: Worker, deadlineMs: number): void {
    this.#options.log.error({ deadlineMs }, 'A statement took too long: the embedded database is started again');
    this.#lose(worker, new DatabaseUnavailable(`A statement took longer than ${deadlineMs} ms`));
  }

  async #start(): Promise<void> {
    const { directory, template } = this.#options;
    const data: EngineData = { entry: ENTRY.href, directory, template: await template?.() };
    const worker = new Worker(new URL('./boot.mjs', import.meta.url), {
      workerData: data,
      execArgv: [],
      name: 'database',
    });
    try {
      await this.#untilReady(worker);
    } catch (error) {
      this.#ready = undefined;
      await worker.terminate();
      throw new DatabaseUnavailable(`The embedded database does not open: ${(error as Error).message}`, error);
    }
    worker.on('message', (reply: EngineReply) => this.#hear(reply));
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, new Error('the thread ended')));
    this.#worker = worker;
    await this.#options.onOpen?.(this);
  }

  #untilReady(worker: Worker): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(new Error('it did not answer')), OPEN_DEADLINE_MS);
      const settle = (error?: Error): void => {
        clearTimeout(timer);
        worker.off('message', onReady).off('error', settle).off('exit', onExit);
        if (error) reject(error);
        else resolve();
      };
      const onReady = (): void => settle();
      const onExit = (): void => settle(new Error('the thread ended'));
      worker.on('message', onReady).on('error', settle).on('exit', onExit);
    });
  }

  #hear(reply: EngineReply): void {
    if (!('id' in reply)) return;
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    clearTimeout(waiting?.timer);
    if ('error' in reply) waiting?.reject(new QueryError(reply.error));
    else waiting?.resolve(reply.result);
  }

  #lose(worker: Worker, reason: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#ready = undefined;
    const lost = new DatabaseUnavailable(`The embedded database stopped: ${reason.message}`, reason);
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(lost);
    }
    this.#waiting.clear();
    if (this.#closed) return;
    this.#options.log.error({ err: reason }, 'The embedded database stopped and is started again');
    void worker.terminate().then(() => this.#restart());
  }

  #restart(): void {
    this.open().catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'The embedded database did not start again');
      if (!this.#closed) setTimeout(() => this.#restart(), RESTART_PAUSE_MS).unref();
    });
  }
}

const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './embedded-worker.ts' : './embedded-worker.js',
  import.meta.url,
);
