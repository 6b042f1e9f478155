import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningServer } from '../support/server.ts';
import { startEmbedded } from './installation.ts';
import { openIncidents, report } from './report.ts';

/** Writers at a time: enough that a kill always hits some of them in the middle. */
const WRITERS = 4;
const BEFORE_KILL = 40;

let server: RunningServer;
beforeAll(async () => {
  server = await startEmbedded();
});
afterAll(() => server.remove());

it('loses no acknowledged report to kill -9 in the middle of posting, and no report comes twice', async () => {
  const acknowledged: string[] = [];
  let enough: () => void;
  const some = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const write = async (writer: number) => {
    for (let no = 1; ; no += 1) {
      const title = `第 ${writer} 路第 ${no} 报`;
      await report(server, { title }, `${writer}-${no}`);
      acknowledged.push(title);
      if (acknowledged.length >= BEFORE_KILL) enough();
    }
  };
  const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer).catch(() => undefined));
  await some;
  await server.kill9();
  await Promise.all(writers);

  await server.start();
  const titles = (await openIncidents(server)).map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(acknowledged));
  expect(new Set(titles).size).toBe(titles.length);
});

it('ends cleanly on Ctrl-C, and the next start still knows everything', async () => {
  const before = (await openIncidents(server)).map(({ number }) => number).toSorted();
  expect(before.length).toBeGreaterThanOrEqual(BEFORE_KILL);
  expect(await server.stop()).toBe(0);
  await server.start();
  expect((await openIncidents(server)).map(({ number }) => number).toSorted()).toEqual(before);
});
