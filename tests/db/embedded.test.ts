// The embedded database as a process of the machine: killed while it writes, wanted by two, hung.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedEngine } from '../../db/embedded-engine.ts';
import { openEmbedded } from '../../db/embedded.ts';
import { findTemplate } from '../../db/embedded-template.ts';
import { DatabaseHeld, DatabaseUnavailable } from '../../db/errors.ts';
import { askHolder, holdFolder } from '../../db/lock.ts';
import { sql } from '../../db/sql.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = (): Date => new Date();

let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'fengsui-embedded-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) await kill(child);
  }
  rmSync(dataDir, { recursive: true, force: true });
});

async function startWriter() {
  const script = new URL('./writer.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const words = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const word = await words.next();
    if (word.done) throw new Error('The writer ended');
    return word.value;
  };
  expect(await next()).toBe('open');
  return { child, next };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

it('loses nothing that was committed when its process is killed, and gives the folder to the next one', async () => {
  let acknowledged = 0;
  for (const writes of [40, 90]) {
    const { child, next } = await startWriter();
    for (let count = 0; count < writes; count += 1) acknowledged = Number(await next());
    await kill(child);
  }
  const database = await openEmbedded({ dataDir, clock, log: silent });
  const kept = await database.owner.one<{ count: number; last: number }>(
    sql`SELECT count(*), max(n) AS last FROM written WHERE length(filling) = 1000`,
  );
  await database.close();
  expect(kept!.last).toBeGreaterThanOrEqual(acknowledged);
  expect(kept!.count).toBe(kept!.last);
}, 300_000);

it('tells a second one who holds it, and lets it ask the holder', async () => {
  const { child } = await startWriter();
  await expect(openEmbedded({ dataDir, clock, log: silent })).rejects.toMatchObject({
    name: 'DatabaseHeld',
    pid: child.pid,
  });
  const lines: string[] = [];
  const asked = await askHolder(dataDir, { argv: ['db', 'status'] }, (line) => lines.push(line));
  expect(asked).toEqual({ answer: { heard: { argv: ['db', 'status'] } } });
  expect(lines).toEqual(['at work']);
}, 180_000);

it('begins again where the first start was killed half way', async () => {
  const first = await openEmbedded({ dataDir, clock, log: silent });
  await first.close();
  rmSync(join(dataDir, 'postgres.whole'));
  rmSync(join(dataDir, 'postgres', 'global'), { recursive: true });
  const second = await openEmbedded({ dataDir, clock, log: silent });
  expect(await second.owner.one(sql`SELECT 1 AS one`)).toEqual({ one: 1 });
  await second.close();
}, 180_000);

describe('the lock', () => {
  it('goes to one of many who want it at once', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => holdFolder(dataDir)));
    const held = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(held).toHaveLength(1);
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') expect(attempt.reason).toBeInstanceOf(DatabaseHeld);
    }
    await held[0]!.release();
    await (await holdFolder(dataDir)).release();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('goes past what killed processes left', async () => {
    writeFileSync(join(dataDir, 'lock-of-the-dead.sock'), '');
    const lock = await holdFolder(dataDir);
    expect(readdirSync(dataDir)).toHaveLength(1);
    await expect(holdFolder(dataDir)).rejects.toBeInstanceOf(DatabaseHeld);
    await lock.release();
  });

  it('works where the path is longer than a socket may be', async () => {
    const deep = join(dataDir, 'x'.repeat(100), 'y'.repeat(100));
    const lock = await holdFolder(deep);
    lock.serve(async (request) => request);
    expect(await askHolder(deep, 'hello', () => undefined)).toEqual({ answer: 'hello' });
    await expect(holdFolder(deep)).rejects.toBeInstanceOf(DatabaseHeld);
    await lock.release();
    expect(await askHolder(deep, 'hello', () => undefined)).toBeUndefined();
  });

  it('hands an error of the holder to the one who asked', async () => {
    const lock = await holdFolder(dataDir);
    lock.serve(async () => {
      throw new Error('not today');
    });
    await expect(askHolder(dataDir, {}, () => undefined)).rejects.toThrow('not today');
    await lock.release();
  });
});

describe('the thread', () => {
  it('is started again after a statement that never ends, and what waited is told', async () => {
    const engine = new EmbeddedEngine({ template: findTemplate, log: silent });
    await engine.open();
    const endless = engine.query('DO $$ BEGIN LOOP END LOOP; END $$', [], 1_000);
    const behind = engine.query('SELECT 1', [], 0);
    await expect(endless).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(behind).rejects.toBeInstanceOf(DatabaseUnavailable);
    await engine.open();
    expect((await engine.query('SELECT 2', [], 10_000)).rows).toEqual([['2']]);
    await engine.close();
  }, 180_000);
});
