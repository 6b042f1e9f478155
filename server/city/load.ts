// Loads a city pack: whole or not at all, and again without a trace where nothing changed.
import { buildBasemap } from '../../geodata/basemap/build-basemap.ts';
import { readPack, type CityHead } from '../../geodata/pack.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { readLayers } from './loading/read-layers.ts';
import { writeReport, type Refusal } from './loading/report.ts';
import { clearCity, lockLoading, writeCity } from './loading/write-city.ts';
import { writeLayers, type Changes } from './loading/write-layers.ts';
import { findCity } from './store.ts';

export interface LoadOptions {
  /** How many grids to draw where the pack draws none. */
  readonly grids?: number | undefined;
  /** Put this city in the place of another one. */
  readonly replace?: boolean;
  onProgress?(line: string): void;
  onRefused?(refusal: Refusal): void;
}

export interface Loaded {
  readonly city: string;
  /** Rows added, changed and removed, by layer: all 0 where the same pack was loaded before. */
  readonly changes: Changes;
  readonly refused: number;
  /** A CSV of all refused rows; undefined where there were none. */
  readonly report: string | undefined;
}

/**
 * Loads the pack in a folder. Rows that are wrong are refused one by one and told; the others are loaded, in one transaction.
 *
 * @throws PackError where the pack as a whole cannot be read
 * @throws Problem 409 where another city is loaded and `replace` is not said
 */
export async function loadCity(services: Services, dir: string, options: LoadOptions = {}): Promise<Loaded> {
  const { database, config, clock } = services;
  const refusals: Refusal[] = [];
  const onRefused = (refusal: Refusal) => {
    refusals.push(refusal);
    options.onRefused?.(refusal);
  };
  const onProgress = (line: string) => options.onProgress?.(line);
  const pack = await readPack(dir, options.grids === undefined ? {} : { grids: options.grids });
  if (!options.replace) refuseOther(await findCity(database.owner), pack.city);
  const layers = await readLayers(pack, onProgress, onRefused);
  const basemaps = { shown: await buildBasemap(pack), real: await buildBasemap(pack, { madeUp: false }) };
  onProgress('built the basemap');
  const changes = await database.owner.transaction(async (tx) => {
    await lockLoading(tx);
    const there = await findCity(tx);
    if (!options.replace) refuseOther(there, pack.city);
    else if (there && isOther(there, pack.city)) await clearCity(tx, there.code);
    const written = await writeLayers(tx, pack.city, layers, onProgress, onRefused);
    await writeCity(tx, pack.city, basemaps, written, clock());
    return written;
  });
  const report = refusals.length === 0 ? undefined : await writeReport(config.dataDir, clock(), refusals);
  return { city: pack.city.name, changes, refused: refusals.length, report };
}

type Known = Pick<CityHead, 'code' | 'name' | 'pack'>;

const isOther = (there: Known, given: Known) => there.code !== given.code || there.pack !== given.pack;

function refuseOther(there: Known | undefined, given: Known): void {
  if (!there || !isOther(there, given)) return;
  throw new Problem(
    409,
    'other-city',
    `${there.name} (${there.pack}) is loaded: say --replace to put ${given.name} (${given.pack}) in its place`,
  );
}
