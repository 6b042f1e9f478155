// Opens a pack: its own city.json, or the mapping that knows the files of a folder.
import type { Pack } from './records.ts';
import { PackError } from './pack-error.ts';

export interface PackOptions {
  /** How many grids to draw where the pack draws none; the pack's own number if left out. */
  grids?: number;
}

/**
 * Reads a city pack.
 *
 * @param dir  a folder with city.json, or one with the foreign files of a mapping in geodata/cities
 * @throws PackError where it is neither, or where city.json is not as its schema says
 */
export async function readPack(dir: string, _options: PackOptions = {}): Promise<Pack> {
  throw new PackError(`No city pack can be read from ${dir}`);
}
