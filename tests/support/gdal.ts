// GDAL of Debian's gdal-bin: other software that writes and reads files, so that ours is not tested against itself.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs `ogr2ogr`; rejects with what it complains of, also where gdal-bin is not installed. */
export async function ogr2ogr(...args: string[]): Promise<void> {
  await run('ogr2ogr', args);
}
