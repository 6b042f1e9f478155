// Work that is done again and again beside the requests.
import type { Services } from './services.ts';

/** Runs work again and again, never twice at once; a failed round is logged and the next one comes. Ends after the running one. */
export function repeat(
  { log }: Pick<Services, 'log'>,
  everyMs: number,
  work: () => Promise<void>,
): () => Promise<void> {
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  let ended = false;
  const again = () => {
    running = work().catch((reason: unknown) => log.error(reason));
    void running.then(() => {
      if (!ended) timer = setTimeout(again, everyMs);
    });
  };
  again();
  return async () => {
    ended = true;
    clearTimeout(timer);
    await running;
  };
}
