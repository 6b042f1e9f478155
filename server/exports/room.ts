// Where files lie until they are sent. A file is made first and sent then: it is whole or an error, and no slow reader holds the database.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../platform/problem.ts';

/** Files being made or sent at once. */
const MOST = 8;
const RETRY_S = 5;

export interface Room {
  /** A path for one file; `release` removes what lies there. @throws Problem 503 where too many are taken */
  take(extension: string): Promise<{ path: string; release: () => void }>;
  /** Removes what processes left that ended in the middle; before the first `take`. */
  clear(): Promise<void>;
}

export function roomFor(dataDir: string): Room {
  const all = join(dataDir, 'exports');
  // A folder for each process: another one may be at work on the same data.
  const folder = join(all, String(process.pid));
  let taken = 0;
  return {
    async take(extension) {
      if (taken >= MOST)
        throw new Problem(503, 'busy', 'Too many files are being made: try again', { retryAfterS: RETRY_S });
      taken += 1;
      const path = join(folder, `${randomUUID()}.${extension}`);
      let released = false;
      const release = () => {
        if (released) return;
        released = true;
        taken -= 1;
        void rm(path, { force: true });
      };
      await mkdir(folder, { recursive: true }).catch((error: unknown) => {
        release();
        throw error;
      });
      return { path, release };
    },
    async clear() {
      const left = await readdir(all).catch(() => []); // no folder yet: nothing was ever left
      for (const process of left.filter((id) => !isRunning(Number(id))))
        await rm(join(all, process), { recursive: true, force: true });
    },
  };
}

function isRunning(id: number): boolean {
  if (id === process.pid) return false; // of an earlier life: nothing of this one is there yet
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
