// Sends the heads of the chain to somewhere else, so that who holds this machine cannot take them back.
import { createHmac } from 'node:crypto';
import type { Log } from '../platform/log.ts';
import type { Anchor } from './anchors.ts';

const PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

export interface AnchorPost {
  /** Takes it and returns at once; of several that wait, the newest is sent: it proves those before it. */
  offer(anchor: Anchor): void;
  stop(): Promise<void>;
}

/** @param target address and the key of HMAC-SHA-256 @param pauseMs before the first repetition, doubled each time */
export function openAnchorPost(
  target: { readonly url: string; readonly key: string },
  log: Pick<Log, 'warn'>,
  pauseMs = FIRST_PAUSE_MS,
): AnchorPost {
  const ending = new AbortController();
  let waiting: Anchor | undefined;
  let sending = Promise.resolve();
  let busy = false;

  const work = async () => {
    for (let pause = pauseMs; waiting && !ending.signal.aborted;) {
      const anchor = waiting;
      const failure = await post(target, anchor, ending.signal).catch((error: unknown) => error);
      if (failure === undefined) {
        if (waiting === anchor) waiting = undefined;
        pause = pauseMs;
        continue;
      }
      log.warn({ err: failure, pos: anchor.pos, pauseMs: pause }, 'The head of the audit chain could not be sent');
      await rest(pause, ending.signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
    busy = false;
  };

  return {
    offer(anchor) {
      waiting = anchor;
      if (busy) return;
      busy = true;
      sending = work();
    },
    async stop() {
      ending.abort();
      await sending;
    },
  };
}

/** The signature of a body, as the header `x-fengsui-signature` carries it. */
export const signatureOf = (body: string, key: string): string =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

async function post(
  { url, key }: { readonly url: string; readonly key: string },
  anchor: Anchor,
  ending: AbortSignal,
): Promise<undefined> {
  const body = JSON.stringify(anchor);
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json', 'x-fengsui-signature': signatureOf(body, key) },
    body,
    signal: AbortSignal.any([ending, AbortSignal.timeout(PATIENCE_MS)]),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`It answered ${answer.status}`);
}

/** Ends early where the house ends. */
function rest(ms: number, ending: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      ending.removeEventListener('abort', done);
      resolve();
    }
    if (ending.aborted) done();
    else ending.addEventListener('abort', done, { once: true });
  });
}
