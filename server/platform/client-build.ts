// Builds the client where its sources have changed since it was built last; in a process of its own, beside the database.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the built client is made of, relative to the root. */
const SOURCES = ['client', 'server', 'geodata/space', 'geodata/basemap', 'vite.config.ts', 'package-lock.json'];
/** Of the server the client takes contracts alone. */
const isSource = (path: string) => !path.startsWith('server/') || path.endsWith('/contract.ts');
const VITE = 'node_modules/vite/bin/vite.js';
const BUILT = 'dist/client';
const STAMP = 'dist/client.stamp';

/**
 * Leaves the client built at `<root>/dist/client` and answers that folder.
 * An installation without sources or without the builder (a container) is served as it was made.
 *
 * @throws Error with the builder's output where the build fails
 */
export async function buildClient(root: string, print: (line: string) => void): Promise<string> {
  const folder = join(root, BUILT);
  if (!existsSync(join(root, 'client/index.html')) || !existsSync(join(root, VITE))) return folder;
  const hash = hashOf(root);
  const stamp = join(root, STAMP);
  if (existsSync(join(folder, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash)
    return folder;
  print('Building the client …');
  const started = performance.now();
  await run(root);
  writeFileSync(stamp, hash);
  print(`Client built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return folder;
}

function hashOf(root: string): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesUnder(root, source)).filter(isSource)) {
    hash.update(path).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function filesUnder(root: string, path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  if (/\.[a-z]+$/.test(path)) return [path];
  const entries = readdirSync(join(root, path), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return files.map((file) => file.slice(root.length + 1).replaceAll('\\', '/')).sort();
}

function run(root: string): Promise<void> {
  const child = spawn(process.execPath, [join(root, VITE), 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let output = '';
  const hear = (chunk: Buffer) => {
    output = `${output}${chunk.toString()}`.slice(-8000);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The client could not be built:\n${output}`));
    });
  });
}
