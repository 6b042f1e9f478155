// One after another, in the order of asking.
import { DatabaseUnavailable } from './errors.ts';

export class Turns {
  readonly #patienceMs: number;
  readonly #queue: (() => void)[] = [];
  #taken = false;
  #closed = false;

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  get isFree(): boolean {
    return !this.#taken;
  }

  /** Waits for its turn, works, and gives the turn on. @throws DatabaseUnavailable when the turn does not come in time */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new DatabaseUnavailable('The database is closed');
    if (this.#taken) await this.#wait();
    this.#taken = true;
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#taken = false;
    }
  }

  /** Lets those who wait finish, and nobody else in. */
  async close(): Promise<void> {
    if (this.#closed) return;
    const last = this.take(async () => undefined);
    this.#closed = true;
    await last;
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(enter), 1);
        reject(new DatabaseUnavailable(`The database was busy for ${this.#patienceMs} ms`));
      }, this.#patienceMs);
      this.#queue.push(enter);
    });
  }
}
