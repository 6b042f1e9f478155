// `demo feed`: the demonstration feed from another machine, or at another rate, until Ctrl-C.
import { parseArgs } from 'node:util';
import type { CommandIo } from '../platform/command.ts';
import { openFeedClient } from './feed-client.ts';
import { runFeed } from './feed.ts';

const FORM = 'demo feed --key K [--url http://localhost:8080] [--rate 40] [--seed 20260708]';

/** Needs no database: it speaks HTTP. Answers 0 after Ctrl-C, 2 where the words are not understood. */
export async function runFeedCommand(args: readonly string[], { print }: Pick<CommandIo, 'print'>): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      key: { type: 'string' },
      url: { type: 'string', default: 'http://localhost:8080' },
      rate: { type: 'string', default: '40' },
      seed: { type: 'string', default: '20260708' },
    },
  });
  const [rate, seed] = [Number(values.rate), Number(values.seed)];
  if (
    values.key === undefined ||
    !URL.canParse(values.url) ||
    !(rate > 0 && rate <= 36_000) ||
    !Number.isSafeInteger(seed)
  ) {
    print(`Expected: ${FORM}; the rate is reports an hour, above 0 and up to 36000`);
    return 2;
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
  print(`Reporting to ${values.url}, ${rate} an hour; Ctrl-C ends it`);
  const client = openFeedClient(values.url.replace(/\/$/, ''), values.key, stop.signal, print);
  await runFeed(client, { ratePerHour: rate, seed, backlog: false, signal: stop.signal });
  return 0;
}
