// A city small enough to work everything out by hand, and how it gets into a database.
import type { CityHead, LayerRecords, PlaceRecord } from '../../../geodata/pack.ts';
import { LOADED, type Layers, type Loaded } from '../../../server/city/loading/read-layers.ts';
import type { Refusal } from '../../../server/city/loading/report.ts';
import { writeCity } from '../../../server/city/loading/write-city.ts';
import { writeLayers, type Changes } from '../../../server/city/loading/write-layers.ts';
import type { TestApp } from '../app.ts';

/** A hundred bytes, 0 to 99, in place of an archive. */
export const BASEMAP = Uint8Array.from({ length: 100 }, (_, byte) => byte);

export const aCity = (parts: Partial<CityHead> = {}): CityHead => ({
  code: '320200',
  name: '无锡市',
  nameEn: 'Wuxi',
  pack: 'small',
  demo: false,
  bounds: [120, 31, 120.4, 31.2],
  centre: [120.2, 31.1],
  sources: [{ text: 'made for a test', licence: 'none' }],
  seed: 1,
  ...parts,
});

export const aPlace = (parts: Partial<PlaceRecord> = {}): PlaceRecord => ({
  name: '三阳广场',
  kind: 'landmark',
  point: [120.05, 31.05],
  rank: 3,
  approximate: false,
  ...parts,
});

export type Records = { readonly [Name in Loaded]?: readonly LayerRecords[Name][] };

/** Loads records as a pack would be, into the database of a test application; answers what changed and what was refused. */
export async function settle(
  { database, clock }: Pick<TestApp, 'database' | 'clock'>,
  records: Records,
  city: CityHead = aCity(),
): Promise<{ changes: Changes; refused: Refusal[] }> {
  const numbered = LOADED.map((name) => [name, (records[name] ?? []).map((item, index) => ({ item, row: index + 1 }))]);
  const refused: Refusal[] = [];
  const changes = await database.owner.transaction(async (tx) => {
    const layers = Object.fromEntries(numbered) as Layers;
    const written = await writeLayers(
      tx,
      city,
      layers,
      () => undefined,
      (refusal) => refused.push(refusal),
    );
    await writeCity(tx, city, { shown: BASEMAP, real: BASEMAP }, written, clock());
    return written;
  });
  return { changes, refused };
}
