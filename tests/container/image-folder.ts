// Lays out on disk what the image of the Dockerfile would hold, by its own COPY lines: no engine runs where the tests do.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { must } from '../prepare/command.ts';
import { copiesOf, stagesOf, type Copy } from './dockerfile.ts';

/** Builds, copies and answers the folder that is /app in the image; the caller removes it. */
export async function layOutImage(): Promise<string> {
  const app = mkdtempSync(join(tmpdir(), 'fengsui-image-'));
  const built = join(app, '.build');
  await must(process.execPath, [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.build.json',
    '--outDir',
    join(built, 'compiled'),
  ]);
  await must(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--outDir', join(built, 'client')]);
  const image = stagesOf(readFileSync('Dockerfile', 'utf8')).at(-1)!;
  for (const copy of copiesOf(image)) place(copy, app, built);
  return app;
}

function place({ from, sources, target }: Copy, app: string, built: string): void {
  for (const source of sources) {
    if (source.endsWith('/node_modules')) linkProductionPackages(join(app, target));
    else {
      const origin = from === undefined ? resolve(source) : join(built, source.replace('/app/dist/', ''));
      const intoFolder = sources.length > 1 || (target === './' && !isFolderCopy(source));
      cpSync(origin, join(app, target, intoFolder ? basename(source) : ''), { recursive: true });
    }
  }
}

/** `COPY folder ./` copies what is in the folder; `COPY file ./` the file. */
const isFolderCopy = (source: string) => !/\.[a-z]+$|LICENSE$/.test(source);

interface Lock {
  packages: Record<string, { dev?: boolean; link?: boolean }>;
}

/** What `npm ci --omit=dev` would put there. */
function linkProductionPackages(target: string): void {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  const top = Object.entries(packages).filter(
    ([path, { dev }]) => !dev && /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path),
  );
  for (const [path] of top) {
    const place = join(dirname(target), path);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(resolve(path), place, 'dir');
  }
}
