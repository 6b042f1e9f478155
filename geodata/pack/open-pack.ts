// The layers of a pack: read from files, and made up where no file tells.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generators, type Generated } from '../generate/generators.ts';
import { partition, type Partition } from '../partition/partition.ts';
import type { CityFile, LayerFile } from './format.ts';
import { makeRecord } from './make-records.ts';
import { mergeDivisions, outlined } from './divisions.ts';
import { peopledGrids } from './peopled-grids.ts';
import type { BadRow, DivisionRecord, Layer, LayerName, LayerRecords, Pack } from './records.ts';
import { readRows, RowFault } from './rows.ts';

export interface Opened {
  city: CityFile;
  /** Where city.json is. */
  cityDir: string;
  /** Where the layer files are. */
  filesDir: string;
  grids: number | undefined;
}

/** A pack whose layers are read once, when first asked for. */
export function openPack(opened: Opened): Pack {
  const { city } = opened;
  const read = new Map<LayerName, Promise<Layer<unknown>>>();
  const pack: Pack = {
    city: {
      code: city.code,
      name: city.name,
      nameEn: city.nameEn,
      pack: city.pack,
      demo: city.demo,
      bounds: city.bounds,
      centre: city.centre,
      sources: city.sources,
      seed: city.seed,
    },
    layer: <Name extends LayerName>(name: Name) => {
      if (!read.has(name)) read.set(name, readLayer(name));
      return read.get(name) as Promise<Layer<LayerRecords[Name]>>;
    },
  };
  const drawn = once(() => drawPartition(opened, pack, divisionsInFiles));
  const divisionsInFiles = once(async () => mergeDivisions(await readFiles(opened, 'divisions')));

  async function readLayer(name: LayerName): Promise<Layer<unknown>> {
    const generate = city.layers[name]?.generate;
    if (name === 'divisions') {
      const layer = await divisionsInFiles();
      return generate === undefined ? layer : { ...layer, records: outlined(layer.records, (await drawn()).areas) };
    }
    const layer = await readFiles(opened, name);
    if (generate === undefined) return layer;
    if (name === 'grids') return { ...layer, records: peopledGrids(await drawn(), city) };
    if (!(name in generators)) return layer;
    const [divisions, grids] = [await pack.layer('divisions'), await pack.layer('grids')];
    const made = generators[name as Generated]({
      divisions: divisions.records,
      grids: grids.records,
      seed: city.seed,
      count: generate.count ?? 0,
    });
    return { ...layer, records: [...layer.records, ...made] };
  }
  return pack;
}

async function readFiles<Name extends LayerName>(
  { city, cityDir, filesDir }: Opened,
  name: Name,
): Promise<Layer<LayerRecords[Name]>> {
  const layer: Layer<LayerRecords[Name]> = { records: [], bad: [] };
  for (const spec of city.layers[name]?.files ?? []) {
    const path = join(spec.beside === true ? cityDir : filesDir, spec.file);
    if (spec.optional === true && !existsSync(path)) continue;
    await readFileInto(layer, name, path, spec);
  }
  return layer;
}

async function readFileInto<Name extends LayerName>(
  layer: Layer<LayerRecords[Name]>,
  name: Name,
  path: string,
  spec: LayerFile,
): Promise<void> {
  const make = makeRecord[name];
  for (const row of await readRows(path, spec)) {
    try {
      layer.records.push(make(row));
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      layer.bad.push({ layer: name, file: spec.file, row: row.number, reason: error.message } satisfies BadRow);
    }
  }
}

async function drawPartition(
  { city, grids }: Opened,
  pack: Pack,
  divisionsInFiles: () => Promise<Layer<DivisionRecord>>,
): Promise<Partition> {
  const [{ records: divisions }, { records: water }] = [await divisionsInFiles(), await pack.layer('water')];
  const drawn = divisions.filter(({ quasi }) => !quasi);
  return partition({
    counties: drawn.flatMap(({ level, path, area }) =>
      level === 'county' && area !== null ? [{ path, area, weight: city.populations?.[path] ?? 1 }] : [],
    ),
    waters: water.map(({ geometry }) => geometry),
    towns: drawn.filter(({ level }) => level === 'town').map(({ path }) => ({ path, seat: city.seats?.[path] })),
    villages: drawn.filter(({ level }) => level === 'village').map(({ path, name }) => ({ path, name })),
    grids: grids ?? city.layers.grids?.generate?.count ?? 1000,
    seed: city.seed,
  });
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => (made ??= make());
}
