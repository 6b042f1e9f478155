// A budget a minute for each key, kept by all servers together. A server takes a block of it at a time from the database,
// so that most requests cost no query, and all servers together never give out more than there is.
import type { Db } from '../../../db/connection.ts';
import type { Clock } from '../services.ts';
import { addToWindows, nameOf, windowAt, type Window } from './window-count.ts';

export const WINDOW_S = 60;
/** A block is this share of the budget: what one server holds and does not use, the others lack. */
const BLOCK = 1 / 20;
/** Keys held at once; the longest unseen is forgotten first, and what it held is lost to it for the minute. */
const KEYS = 40_000;
/** A database that has not answered by then is not waited for, ms. */
const PATIENCE_MS = 1500;
const SLICES = 15;
/** After a failure it is not asked for so long: nobody waits twice for a database that is away, ms. */
const REST_MS = 5000;

/** What this server holds of one key's budget. */
interface Held {
  readonly window: Window;
  left: number;
  /** There is no more to be had in this window. */
  spent: boolean;
  waiting: number;
  lease: Promise<void> | undefined;
}

interface Ask {
  readonly name: string;
  readonly held: Held;
  readonly limit: number;
  readonly done: () => void;
}

interface Options {
  readonly db: Db;
  readonly clock: Clock;
  /** Told where the database could not be asked: for the rest of the window this server then counts alone. */
  readonly onFailure: (error: unknown) => void;
}

/** Takes one from the key's budget; answers undefined, or in how many seconds there is more. */
export type Take = (key: string, limit: number) => Promise<number | undefined>;

export function openSharedBudget({ db, clock, onFailure }: Options): Take {
  const known = new Map<string, Held>();
  const lease = leaseDesk(db, onFailure);
  const heldOf = (key: string): Held => {
    const window = windowAt(clock(), WINDOW_S);
    const last = known.get(key);
    const held =
      last?.window.number === window.number ? last : { window, left: 0, spent: false, waiting: 0, lease: undefined };
    known.delete(key);
    known.set(key, held);
    if (known.size > KEYS) known.delete(known.keys().next().value!);
    return held;
  };
  return async (key, limit) => {
    const held = heldOf(key);
    while (held.left === 0 && !held.spent) {
      held.waiting += 1;
      held.lease ??= lease(nameOf(key, WINDOW_S), held, limit).finally(() => (held.lease = undefined));
      await held.lease;
      held.waiting -= 1;
    }
    if (held.left > 0) {
      held.left -= 1;
      return undefined;
    }
    return Math.max(1, Math.ceil((held.window.endsAt.getTime() - clock().getTime()) / 1000));
  };
}

/** Asks the database for blocks: one statement at a time, for all keys that wait by then. */
function leaseDesk(db: Db, onFailure: (error: unknown) => void) {
  let queue: Ask[] = [];
  let isAsking = false;
  let restsUntil = 0;
  const work = async () => {
    isAsking = true;
    while (queue[0]) {
      const { window } = queue[0].held;
      const now = new Map<string, Ask>();
      for (const ask of queue)
        if (ask.held.window.number === window.number && !now.has(ask.name)) now.set(ask.name, ask);
      queue = queue.filter((ask) => now.get(ask.name) !== ask);
      if (performance.now() < restsUntil) countAlone(now);
      else if (!(await askFor(db, window, now, onFailure))) restsUntil = performance.now() + REST_MS;
      for (const { done } of now.values()) done();
    }
    isAsking = false;
  };
  return (name: string, held: Held, limit: number): Promise<void> =>
    new Promise((done) => {
      queue.push({ name, held, limit, done });
      if (!isAsking) void work();
    });
}

/** @returns whether the database answered */
async function askFor(
  db: Db,
  window: Window,
  asks: ReadonlyMap<string, Ask>,
  onFailure: (error: unknown) => void,
): Promise<boolean> {
  const amounts = new Map([...asks].map(([name, ask]) => [name, blockOf(ask)]));
  try {
    const counts = await within(PATIENCE_MS, addToWindows(db, window, amounts));
    for (const [name, { held, limit }] of asks) grant(held, limit, amounts.get(name)!, counts.get(name)!);
    return true;
  } catch (error) {
    onFailure(error);
    countAlone(asks);
    return false;
  }
}

/** For the rest of the window, as if this server were the only one. */
function countAlone(asks: ReadonlyMap<string, Ask>): void {
  for (const { held, limit } of asks.values()) grant(held, limit, limit, limit);
}

/** Whoever waits is served by one block, where the budget reaches so far. */
const blockOf = ({ held, limit }: Ask) => Math.min(limit, Math.max(Math.ceil(limit * BLOCK), held.waiting));

/** @param taken what all servers have asked for by now, this block included */
function grant(held: Held, limit: number, asked: number, taken: number): void {
  held.left += Math.min(asked, Math.max(0, limit - (taken - asked)));
  held.spent = taken >= limit;
}

/** Waits in slices: while this process itself is too busy to hear the answer, next to no time passes. */
async function within<Value>(ms: number, value: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const wait = (slices: number) => {
      timer = setTimeout(
        () => (slices > 1 ? wait(slices - 1) : reject(new Error('The database has not answered in time'))),
        ms / SLICES,
      );
    };
    wait(SLICES);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}
