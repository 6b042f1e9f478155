// Reads all that a pack says before the database is touched: no transaction waits for a file.
import type { BadRow, LayerName, LayerRecords, Pack } from '../../../geodata/pack.ts';
import type { Refusal } from './report.ts';
import type { Numbered } from './upsert.ts';

/** The layers that become rows, in the order in which they are written; what else a pack holds is for the basemap. */
export const LOADED = [
  'divisions',
  'grids',
  'owners',
  'places',
  'sites',
  'hazards',
  'shelters',
] as const satisfies LayerName[];
export type Loaded = (typeof LOADED)[number];

export type Layers = { [Name in Loaded]: Numbered<LayerRecords[Name]>[] };

const CODES: { [Name in Loaded]: (item: LayerRecords[Name]) => string } = {
  divisions: ({ path }) => path,
  grids: ({ code }) => code,
  owners: ({ divisionPath, duty }) => `${divisionPath}/${duty}`,
  places: ({ kind, name, point }) => `${kind} ${name} ${point.join(',')}`,
  sites: ({ code }) => code,
  hazards: ({ code }) => code,
  shelters: ({ code }) => code,
};

/**
 * Reads the layers; a code that stands twice counts once, the first time.
 *
 * @param onProgress  one line a layer
 * @param onRefused   rows that cannot be read, rows that repeat a code
 * @throws PackError where a file is missing or is not what its format says
 */
export async function readLayers(
  pack: Pack,
  onProgress: (line: string) => void,
  onRefused: (refusal: Refusal) => void,
): Promise<Layers> {
  const layers: Partial<Record<Loaded, unknown>> = {};
  for (const name of LOADED) {
    layers[name] = await readLayer(pack, name, onRefused);
    onProgress(`read ${name}: ${(layers[name] as unknown[]).length}`);
  }
  return layers as Layers;
}

async function readLayer<Name extends Loaded>(pack: Pack, name: Name, onRefused: (refusal: Refusal) => void) {
  const { records, bad } = await pack.layer(name);
  bad.forEach((row) => onRefused(refusalOf(row)));
  const seen = new Set<string>();
  return records
    .map((item, index) => ({ item, row: index + 1 }))
    .filter(({ item, row }) => {
      const code = CODES[name](item);
      if (seen.has(code)) onRefused({ layer: name, row, code, reason: 'stands there twice; the first one counts' });
      return !seen.has(code) && seen.add(code);
    });
}

const refusalOf = ({ layer, file, row, reason }: BadRow): Refusal => ({ layer, file, row, reason });
