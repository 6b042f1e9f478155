// The demonstration feed as its own process. It ends when its standard input does: with the server, however that ends.
import { openFeedClient } from './feed-client.ts';
import { runFeed } from './feed.ts';

const { DEMO_FEED_URL = '', DEMO_FEED_KEY = '', DEMO_FEED_RATE = '', DEMO_FEED_SEED = '' } = process.env;

const stop = new AbortController();
process.stdin
  .on('end', () => stop.abort())
  .on('error', () => stop.abort())
  .resume();
process.on('SIGTERM', () => stop.abort());
// Ctrl-C reaches the whole group of processes; the server decides when the feed ends.
process.on('SIGINT', () => {});

const client = openFeedClient(DEMO_FEED_URL, DEMO_FEED_KEY, stop.signal, (line) => process.stdout.write(`${line}\n`));
await runFeed(client, {
  ratePerHour: Number(DEMO_FEED_RATE),
  seed: Number(DEMO_FEED_SEED),
  backlog: true,
  signal: stop.signal,
});
process.exit(0);
