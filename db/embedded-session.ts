// A turn at the embedded database.
import type { EmbeddedEngine } from './embedded-engine.ts';
import { DatabaseUnavailable } from './errors.ts';
import type { RawResult } from './parsers.ts';
import { SESSION_ROLE } from './session-settings.ts';
import { IDLE_MS, type Borrow, type Session } from './transactions.ts';
import type { Turns } from './turns.ts';

const REOPEN_MS = 30_000;

/** Sessions one at a time. A statement that outlives its deadline costs the thread, and the transaction. */
export function borrowFrom(engine: EmbeddedEngine, turns: Turns): Borrow {
  let threadInRole: number | undefined;
  return (work, deadlineMs) =>
    turns.take(async () => {
      await withDeadline(engine.open(), REOPEN_MS, 'The embedded database is restarting');
      if (threadInRole !== engine.thread && (await takeRole(engine))) threadInRole = engine.thread;
      const session = new EmbeddedSession(engine, deadlineMs);
      try {
        return await session.run(work);
      } finally {
        session.end();
      }
    });
}

/** The role of the house, once the first migration has made it: whoever forgets to take a role can read nothing. */
export async function takeRole(engine: EmbeddedEngine): Promise<boolean> {
  const { rows } = await engine.query(`SELECT 1 FROM pg_roles WHERE rolname = 'fengsui_server'`, [], REOPEN_MS);
  if (rows.length > 0) await engine.query(SESSION_ROLE, [], REOPEN_MS);
  return rows.length > 0;
}

class EmbeddedSession implements Session {
  readonly #engine: EmbeddedEngine;
  readonly #thread: number | undefined;
  readonly #deadlineMs: number;
  #over = false;
  #idle: NodeJS.Timeout | undefined;
  #stopIdle: (error: Error) => void = () => undefined;

  constructor(engine: EmbeddedEngine, deadlineMs: number) {
    this.#engine = engine;
    this.#thread = engine.thread;
    this.#deadlineMs = deadlineMs;
  }

  run<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    const lost = new Promise<never>((_resolve, reject) => (this.#stopIdle = reject));
    return Promise.race([work(this), lost]);
  }

  async query(text: string, values: readonly (string | null)[]): Promise<RawResult> {
    if (this.#over) throw new DatabaseUnavailable('This transaction was given up');
    if (this.#engine.thread !== this.#thread) throw new DatabaseUnavailable('The embedded database was restarted');
    clearTimeout(this.#idle);
    try {
      return await this.#engine.query(text, values, this.#deadlineMs);
    } finally {
      this.#idle = setTimeout(() => this.#giveUp(), Math.max(IDLE_MS, this.#deadlineMs));
    }
  }

  end(): void {
    this.#over = true;
    clearTimeout(this.#idle);
  }

  #giveUp(): void {
    this.#over = true;
    this.#engine.query('ROLLBACK', [], REOPEN_MS).then(
      () => this.#stopIdle(new DatabaseUnavailable(`A transaction did nothing for too long and was rolled back`)),
      (error: Error) => this.#stopIdle(error),
    );
  }
}

function withDeadline<Result>(promise: Promise<Result>, limitMs: number, message: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailable(message)), limitMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
