// Files where the disk gives no more room: each format says so and lets go, and none passes as whole.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../..', import.meta.url));
/** Blocks of 512 bytes: a megabyte. Node passes over the signal, the write that crosses it is short, the next one fails. */
const MOST_BLOCKS = 2048;

/** In a process of its own, as the limit holds for all its files: four megabytes of each format in one batch, told how each ended. */
const SCRIPT = `
  import { FORMATS } from './server/exports/formats.ts';
  const words = { zh: '表', en: 'table' };
  const source = { table: 't', history: false, key: undefined, geometry: undefined, shape: 'Point',
    fields: [{ name: 'text', type: 'text', title: words, column: undefined }] };
  const head = { name: 'table', title: words, description: words, language: 'zh', source, at: '2026-07-08T04:00:00Z', city: undefined, sources: [] };
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647).toString(36);
  const rows = Array.from({ length: 4000 }, () => {
    const text = Array.from({ length: 170 }, random).join('');
    return { text, '@feature': JSON.stringify(text), '@position': [120, 31], '@wkb': null, '@box': null };
  });
  const path = process.argv.at(-1);
  const ended = {};
  for (const [name, format] of Object.entries(FORMATS)) {
    let writer;
    ended[name] = 'whole';
    try {
      writer = await format.open(path === '/dev/full' ? path : path + '.' + name, head);
      await writer.add(rows);
      await writer.end();
    } catch (error) {
      ended[name] = error.code ?? error.message;
    }
    await writer?.abort();
  }
  console.log(JSON.stringify(ended));
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengsui-no-room-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the writer of each format said in the end. Never ending is a failure too. */
const write = (path: string) =>
  new Promise<Record<string, string>>((resolve, reject) => {
    const limited = `ulimit -f ${MOST_BLOCKS} && exec "$0" "$@"`;
    const node = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', SCRIPT, path];
    execFile('sh', ['-c', limited, ...node], { cwd: MAIN, timeout: 60_000 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve(JSON.parse(stdout) as Record<string, string>),
    );
  });

it('takes no file as whole where a write is cut short', async () => {
  expect(await write(join(folder, 'short'))).toEqual({
    xlsx: 'EFBIG',
    csv: 'EFBIG',
    geojson: 'EFBIG',
    gpkg: 'disk I/O error',
  });
});

it('fails on a full disk in every format, and comes to an end', async () => {
  expect(await write('/dev/full')).toEqual({
    xlsx: 'ENOSPC',
    csv: 'ENOSPC',
    geojson: 'ENOSPC',
    gpkg: 'disk I/O error',
  });
});
