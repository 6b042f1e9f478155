// Does the work of imports in this process, one piece after another: check, write, take back.
import { randomUUID } from 'node:crypto';
import { DatabaseUnavailable } from '../../db/errors.ts';
import type { Services } from '../platform/services.ts';
import { isInside } from '../platform/division-path.ts';
import { inTurn, type InTurn } from '../platform/turn.ts';
import { checkImport } from './check.ts';
import { claimWork, releaseClaims } from './claims.ts';
import { failureOf } from './failures.ts';
import { hostOf } from './files.ts';
import { Busy, Cancelled, LostClaim, Stopping } from './interruptions.ts';
import { undoImport, writeImport, type Hands } from './steps.ts';
import { cancelled, failed, moveOn, type Job } from './store.ts';
import { tell } from './telling.ts';

/** Wakes the workshops of all processes. */
export const WORK_CHANNEL = 'imports_work';

const STEPS: Partial<Record<Job['state'], (hands: Hands, job: Job) => Promise<void>>> = {
  checking: checkImport,
  writing: writeImport,
  undoing: undoImport,
};

const workshops = new WeakMap<Services, Workshop>();

/** The one workshop of a process. */
export function workshopOf(services: Services): Workshop {
  const known = workshops.get(services) ?? new Workshop(services);
  workshops.set(services, known);
  return known;
}

export class Workshop {
  readonly #services: Services;
  readonly #worker = randomUUID();
  readonly #work: InTurn;
  #current: { job: Job; abort: AbortController } | undefined;
  #stopped = false;

  constructor(services: Services) {
    this.#services = services;
    this.#work = inTurn(() => this.#workAll());
  }

  /** Does all that is to be done; resolves when a look that began after the call is over. */
  async wake(): Promise<void> {
    if (this.#stopped) return;
    await this.#work().catch((error: unknown) =>
      this.#services.log.error({ err: error }, 'The work on imports was interrupted; the next look goes on'),
    );
  }

  /**
   * Ends the check or the writing of an import here, where it is here: its transaction is taken back. An undo goes on.
   *
   * @param areas  of whoever cancels it; nothing is ended that reaches beyond them
   */
  cancel(id: string, areas: readonly string[]): void {
    if (this.#current?.job.id !== id || this.#current.job.state === 'undoing') return;
    if (this.#current.job.areas.every((path) => isInside(path, areas))) this.#current.abort.abort(new Cancelled());
  }

  /** Nothing runs here any more; what was begun is done by whoever comes next. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#current?.abort.abort(new Stopping());
    await this.#work.settled();
  }

  /** Nothing of before this process can still be at work: the embedded database has one process. */
  async takeOver(): Promise<void> {
    if (this.#services.database.engine === 'embedded') await releaseClaims(this.#services.db, undefined);
  }

  async #workAll(): Promise<void> {
    const { db, config, clock } = this.#services;
    const host = await hostOf(config.dataDir);
    while (!this.#stopped) {
      const job = await claimWork(db, this.#worker, host, clock());
      if (!job) return;
      const goesOn = await this.#do(job);
      if (!goesOn) return;
    }
  }

  /** Answers whether more work can be looked for at once. */
  async #do(job: Job): Promise<boolean> {
    const abort = new AbortController();
    this.#current = { job, abort };
    try {
      await STEPS[job.state]?.({ services: this.#services, worker: this.#worker, signal: abort.signal }, job);
      return true;
    } catch (error) {
      return await this.#end(job, abort.signal.aborted ? abort.signal.reason : error);
    } finally {
      this.#current = undefined;
    }
  }

  async #end(job: Job, error: unknown): Promise<boolean> {
    const { db, events, clock, log } = this.#services;
    if (error instanceof LostClaim) return true;
    if (error instanceof Busy || error instanceof Stopping || error instanceof DatabaseUnavailable) {
      await releaseClaims(db, this.#worker);
      return false;
    }
    const isCancelled = error instanceof Cancelled;
    if (!isCancelled) log.warn({ err: error, import: job.id }, 'An import failed');
    const end = isCancelled ? cancelled(clock()) : failed(failureOf(error), clock());
    await db.transaction(async (tx) => {
      await moveOn(tx, job.id, [job.state], end);
      await tell(tx, events, job.id);
    });
    return true;
  }
}
