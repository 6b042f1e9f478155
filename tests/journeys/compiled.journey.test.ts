// The server as the image starts it: compiled JavaScript, production packages alone, no loader.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stagesOf } from '../container/dockerfile.ts';
import { layOutImage } from '../container/image-folder.ts';
import { expectSound, openBrowser } from '../support/browser.ts';
import { emptyDataDir, startServer, type RunningServer } from '../support/server.ts';
import { incidentRow, mapDraws, openStaffPage } from './console.ts';
import { report } from './report.ts';

let app: string;
let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  app = await layOutImage();
  const instructions = stagesOf(readFileSync('Dockerfile', 'utf8')).at(-1)!.instructions;
  const [, ...args] = JSON.parse(instructions.find(({ word }) => word === 'CMD')!.rest) as string[];
  // Links are followed no further than the image goes: a development package is not found by accident.
  const env = { NODE_OPTIONS: '--preserve-symlinks', NODE_ENV: 'production' };
  server = await startServer({ dataDir: emptyDataDir(), demo: true, env, command: { args, cwd: app } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
  rmSync(app, { recursive: true, force: true });
});

it('holds no development package and no loader', () => {
  expect(() => readFileSync(join(app, 'node_modules/vite/package.json'))).toThrow();
  expect(() => readFileSync(join(app, 'server/main.ts'))).toThrow();
});

it('starts from nothing, serves the console, takes a report and shows it', async () => {
  const watched = await openStaffPage(browser, server);
  await mapDraws(watched.page, ['hazards', 'shelters', 'sites']);
  await report(server, { title: '由镜像收到', level: 1 });
  await incidentRow(watched.page, '由镜像收到').waitFor();
  await expectSound(watched);
});

it('ends with 0 when it is told to', async () => {
  expect(await server.stop()).toBe(0);
});
