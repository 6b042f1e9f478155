// F5: away, many events, cuts. What is received is what the table holds, in order, none missing, none twice.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { aChange, append, CITY, LiveClient, things } from './live-client.ts';

const EVENTS = 10_000;
const CUTS = 5;

let app: TestApp;
let url: string;
beforeAll(async () => {
  app = await startApp({ capabilities: [things] });
  url = await app.listen();
});
afterAll(() => app.close());

it('has everything once and in order after 10,000 events and five cuts', async () => {
  const client = await LiveClient.open(app, url, CITY);
  await client.until(() => client.batches.length > 0);
  const start = client.cursor.seq;
  client.close();
  for (let from = 0; from < EVENTS; from += 500) {
    await append(
      app,
      ...Array.from({ length: 500 }, (_, no) =>
        aChange(from + no, { body: { no: from + no, text: '汛'.repeat(200) } }),
      ),
    );
  }
  client.socket.connect();
  for (let cut = 1; cut <= CUTS; cut += 1) {
    await client.until(() => client.received.length > (cut * EVENTS) / (CUTS + 2));
    const batches = client.batches.length;
    client.socket.io.engine.close();
    await client.until(() => client.batches.length > batches || client.received.length === EVENTS);
  }
  await client.until(() => client.received.length >= EVENTS);
  const stored = [];
  for (let seq = start; ;) {
    const page = await app.events.after(seq, 'things');
    if (page.length === 0) break;
    stored.push(...page);
    seq = page.at(-1)!.seq;
  }
  expect(stored).toHaveLength(EVENTS);
  expect(client.numbers()).toEqual(stored.map(({ seq }) => seq));
  expect(client.received.map(({ body }) => body?.no)).toEqual(Array.from({ length: EVENTS }, (_, no) => no));
  expect(client.told.length).toBeGreaterThan(CUTS);
  for (const numbers of client.told) expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  expect(client.resyncs).toEqual([]);
  client.close();
});
