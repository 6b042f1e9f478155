// So much work at once; the rest waits its turn, first come first served.

export type AtMost = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** How many may wait, and what whoever comes then is told. */
export interface Queue {
  readonly most: number;
  readonly full: () => Error;
}

/** @param queue without one, as many wait as come */
export function atMost(atOnce: number, queue?: Queue): AtMost {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (queue && waiting.length >= queue.most) throw queue.full();
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
