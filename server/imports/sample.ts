// The first places of a file at a mapping and a CRS, at once: a wrong CRS shows as a shift before anything is checked.
import { openFile } from '../../geodata/files/open-file.ts';
import type { Geometry } from '../../geodata/space/geometry.ts';
import type { Import, Preview, SampleOrder } from './contract.ts';
import { asProblem } from './inspect.ts';
import { placedRow } from './make-row.ts';

/** Rows that are looked at for one that can be shown. */
const LOOKED_AT = 20;

/** Rows whose place cannot be read are left out; the check tells of them. */
export async function samplePreview(path: string, { inspection }: Import, order: SampleOrder): Promise<Preview> {
  const { limit, mapping, crs } = order;
  const place = placedRow(mapping, crs);
  const features: Preview['features'] = [];
  let looked = 0;
  try {
    const file = await openFile(path, inspection.reading);
    for await (const row of file.rows()) {
      const geometry: Geometry | undefined = place(row);
      const name = mapping.columns.name === undefined ? undefined : row.values[mapping.columns.name];
      const properties = { row: row.number, name: typeof name === 'string' ? name.slice(0, 200) : null, verdict: null };
      if (geometry) features.push({ type: 'Feature', id: row.number, geometry, properties });
      if (features.length >= limit || ++looked >= limit * LOOKED_AT) break;
    }
  } catch (error) {
    return asProblem(error);
  }
  return { type: 'FeatureCollection', features, total: features.length };
}
