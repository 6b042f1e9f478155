// How the process ends: what was opened last is closed first, once, and a second Ctrl-C does not wait for it.

/** Everything must be closed by then, ms. */
const PATIENCE_MS = 15_000;

export class Ending {
  readonly #steps: (() => Promise<void>)[] = [];
  #ended: Promise<void> | undefined;

  add(step: () => Promise<void>): void {
    if (this.#ended) void step();
    else this.#steps.push(step);
  }

  isUnderWay(): boolean {
    return this.#ended !== undefined;
  }

  /** SIGINT and SIGTERM end cleanly, the second one at once. */
  onSignals(): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (this.#ended) process.exit(130);
        void this.end(0);
      });
    }
  }

  /** Closes everything and leaves with the code; with 1 where closing failed or took too long. */
  end(code: number): Promise<void> {
    this.#ended ??= this.#close().then((isClean) => process.exit(isClean ? code : 1));
    return this.#ended;
  }

  async #close(): Promise<boolean> {
    const late = setTimeout(() => {
      process.stderr.write('Not everything could be closed in time\n');
      process.exit(1);
    }, PATIENCE_MS);
    let isClean = true;
    for (const step of this.#steps.reverse()) {
      await step().catch((error: unknown) => {
        isClean = false;
        process.stderr.write(`Could not be closed: ${error instanceof Error ? error.message : String(error)}\n`);
      });
    }
    clearTimeout(late);
    return isClean;
  }
}
