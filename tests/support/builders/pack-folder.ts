// A pack on disk, as somebody would hand it over.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCity } from './city.ts';
import { twoCounties } from './grids.ts';

interface Feature {
  readonly geometry: object | null;
  readonly properties: object;
}

export interface PackFiles {
  readonly city?: object;
  readonly hazards?: readonly Feature[];
  readonly sites?: readonly Feature[];
  readonly divisions?: readonly Feature[];
  readonly grids?: readonly Feature[];
}

const collection = (features: readonly Feature[]) =>
  JSON.stringify({ type: 'FeatureCollection', features: features.map((feature) => ({ type: 'Feature', ...feature })) });

export const hazardFeature = (code: string, geometry: object | null, properties: object = {}): Feature => ({
  geometry,
  properties: {
    code,
    name: `危险源${code}`,
    class: 'accident',
    kind: 'gas',
    responsibleUnit: '燃气公司',
    source: 'test',
    ...properties,
  },
});

/** The divisions and grids of `twoCounties`, as features. */
export function countyFeatures(): { divisions: Feature[]; grids: Feature[] } {
  const { divisions, grids } = twoCounties();
  return {
    divisions: divisions.map(({ area, ...properties }) => ({
      geometry: area,
      properties: { ...properties, outlined: area !== null },
    })),
    grids: grids.map(({ geometry, ...properties }) => ({ geometry, properties })),
  };
}

/** Writes a pack of the two counties and what is given; answers its folder. */
export function writePack(folder: string, { city, ...given }: PackFiles): string {
  const layers: Record<string, readonly Feature[]> = { ...countyFeatures(), ...given };
  for (const [name, features] of Object.entries(layers))
    writeFileSync(join(folder, `${name}.geojson`), collection(features));
  const files = Object.fromEntries(
    Object.keys(layers).map((name) => [name, { files: [{ file: `${name}.geojson`, format: 'geojson' }] }]),
  );
  writeFileSync(join(folder, 'city.json'), JSON.stringify({ ...aCity(), layers: files, ...city }));
  return folder;
}

/** A folder that is gone after the work. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'fengsui-pack-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
