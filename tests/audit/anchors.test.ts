import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { openAnchorPost } from '../../server/audit/anchor-post.ts';
import { appendAnchor, lastAnchor, readAnchors } from '../../server/audit/anchors.ts';
import { readConfig } from '../../server/platform/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'fengsui-anchors-'));
afterAll(() => rmSync(folder, { recursive: true }));

const anchor = (pos: number) => ({ pos, chain: String(pos % 10).repeat(64), at: '2030-01-01T06:00:00.000Z' });
const read = async (path: string) => {
  const all = [];
  for await (const one of readAnchors(path)) all.push(one);
  return all;
};

it('are appended to a file, which is made with its folder', async () => {
  const path = join(folder, 'deep', 'anchors.jsonl');
  expect(await lastAnchor(path)).toBeUndefined();
  await appendAnchor(path, anchor(1));
  await appendAnchor(path, anchor(5));
  expect(await read(path)).toEqual([anchor(1), anchor(5)]);
  expect(await lastAnchor(path)).toEqual(anchor(5));
});

it('stand on lines of their own after one that a crash cut off, which counts as none', async () => {
  const path = join(folder, 'torn.jsonl');
  writeFileSync(path, `${JSON.stringify(anchor(1))}\n{"pos":2,"cha`);
  await appendAnchor(path, anchor(3));
  expect(await read(path)).toEqual([anchor(1), undefined, anchor(3)]);
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4);
});

const KEY = 'a secret of thirty-two letters and more';

it('are sent with a signature, again until they are taken, the newest instead of those that wait', async () => {
  const taken: { pos: number; signed: boolean }[] = [];
  let refusals = 2;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const expected = `sha256=${createHmac('sha256', KEY).update(body).digest('hex')}`;
      const { pos } = JSON.parse(body) as { pos: number };
      if (refusals > 0) {
        refusals -= 1;
        post.offer(anchor(pos + 1));
        response.writeHead(503).end();
        return;
      }
      taken.push({ pos, signed: request.headers['x-fengsui-signature'] === expected });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/anchors`;
  const warnings: string[] = [];
  const log = { warn: (_fields: object, message: string) => warnings.push(message) } as never;
  const post = openAnchorPost({ url, key: KEY }, log, 5);
  post.offer(anchor(1));
  await expect.poll(() => taken).toEqual([{ pos: 3, signed: true }]);
  expect(warnings).toHaveLength(2);
  await post.stop();
  server.close();
});

it('do not hold up an end where nobody answers', async () => {
  const log = { warn: () => undefined } as never;
  const post = openAnchorPost({ url: 'http://127.0.0.1:9/', key: KEY }, log, 60_000);
  post.offer(anchor(1));
  await post.stop();
});

it('are configured: a key where there is an address, six months at least', () => {
  expect(readConfig({ DATA_DIR: '/data' })).toMatchObject({
    auditAnchorFile: '/data/audit-anchors.jsonl',
    auditAnchorPost: undefined,
    auditKeepMonths: 36,
  });
  const url = 'https://anchors.example.cn/fengsui';
  expect(readConfig({ AUDIT_ANCHOR_URL: url, AUDIT_ANCHOR_KEY: KEY }).auditAnchorPost).toEqual({ url, key: KEY });
  expect(() => readConfig({ AUDIT_ANCHOR_URL: url })).toThrow(/^AUDIT_ANCHOR_KEY is not valid/);
  expect(() => readConfig({ AUDIT_KEEP_MONTHS: '5' })).toThrow(/^AUDIT_KEEP_MONTHS is not valid: expected .*from 6/);
});
