// Work that must not run twice at once, and must run again when it was asked for meanwhile.

export interface InTurn {
  /** Resolves when a run that began after the call has ended. */
  (): Promise<void>;
  /** Resolves when nothing runs any more; does not reject. */
  settled(): Promise<void>;
}

/** However often it is called while a run is under way, one more run follows. */
export function inTurn(work: () => Promise<void>): InTurn {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    const run = work().finally(() => {
      if (running === run) running = undefined;
    });
    running = run;
    return run;
  };
  const call = (): Promise<void> => {
    if (next) return next;
    if (!running) return start();
    next = running.then(
      () => ((next = undefined), start()),
      () => ((next = undefined), start()),
    );
    return next;
  };
  const settled = async () => {
    while (running ?? next) await Promise.allSettled([running, next]);
  };
  return Object.assign(call, { settled });
}
