// Opens a pack: its own city.json, or the mapping that knows the files of a folder.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Value } from 'typebox/value';
import { CityFile, type LayerFile } from './format.ts';
import { openPack } from './open-pack.ts';
import { PackError } from './pack-error.ts';
import type { Pack } from './records.ts';

export interface PackOptions {
  /** How many grids to draw where the pack draws none; the pack's own number if left out. */
  grids?: number;
  /** Folder of the mappings; that of the project if left out. */
  mappingsDir?: string;
}

/**
 * Opens a city pack. Layers are read when asked for.
 *
 * @param dir  a folder with city.json, or one with the foreign files of a mapping in geodata/cities
 * @throws PackError where it is neither, or where city.json is not as its schema says
 */
export async function readPack(dir: string, options: PackOptions = {}): Promise<Pack> {
  const found = existsSync(join(dir, 'city.json'))
    ? { cityDir: dir, city: await readCityFile(dir) }
    : await mappingFor(dir, options.mappingsDir);
  return openPack({ ...found, filesDir: dir, grids: options.grids });
}

async function readCityFile(dir: string): Promise<CityFile> {
  const path = join(dir, 'city.json');
  const text = await readFile(path, 'utf8');
  let city: unknown;
  try {
    city = JSON.parse(text);
  } catch (error) {
    throw new PackError(`${path} is no JSON: ${(error as Error).message}`);
  }
  const [fault] = Value.Errors(CityFile, city);
  if (fault !== undefined) throw new PackError(`${path}${fault.instancePath}: ${fault.message}`);
  return city as CityFile;
}

/** The mapping all of whose files are in the folder. */
async function mappingFor(
  dir: string,
  mappingsDir = fileURLToPath(new URL('../cities', import.meta.url)),
): Promise<{ cityDir: string; city: CityFile }> {
  if (!existsSync(dir)) throw new PackError(`${dir} does not exist`);
  const here = new Set(await readdir(dir));
  const names = existsSync(mappingsDir) ? (await readdir(mappingsDir)).sort() : [];
  for (const name of names) {
    const cityDir = join(mappingsDir, name);
    if (!existsSync(join(cityDir, 'city.json'))) continue;
    const city = await readCityFile(cityDir);
    if (city.mapping === true && required(city).every(({ file }) => here.has(file))) return { cityDir, city };
  }
  throw new PackError(`${dir} has no city.json and its files are not those of a known mapping`);
}

const required = (city: CityFile): LayerFile[] =>
  Object.values(city.layers).flatMap(({ files = [] }) =>
    files.filter(({ beside, optional }) => beside !== true && optional !== true),
  );
