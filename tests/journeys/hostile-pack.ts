// A city pack in which every name is a script payload.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatCsv, parseCsv } from '../../geodata/pack/csv.ts';
import { PAYLOADS } from './payloads.ts';

const LISTS = ['places.csv', 'shelters.csv', 'sites.csv', 'owners.csv'];
const WRITTEN_BY_HAND = ['name', 'address', 'manager', 'unit', 'responsibleUnit'];

/** Copies the demonstration city and renames everything in it; answers the folder, which the caller removes. */
export function makeHostilePack(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fengsui-pack-'));
  cpSync('geodata/cities/wuxi-demo', folder, { recursive: true });
  let next = 0;
  const payload = () => PAYLOADS[(next += 1) % PAYLOADS.length]!;
  for (const file of LISTS) {
    const rows = parseCsv(readFileSync(join(folder, file), 'utf8'));
    const renamed = rows.map((row) => rename(row, payload));
    writeFileSync(join(folder, file), formatCsv(Object.keys(rows[0] ?? {}), renamed));
  }
  const file = join(folder, 'hazards.geojson');
  const hazards = JSON.parse(readFileSync(file, 'utf8')) as { features: { properties: Record<string, unknown> }[] };
  for (const feature of hazards.features) feature.properties = rename(feature.properties, payload);
  writeFileSync(file, JSON.stringify(hazards));
  return folder;
}

function rename<Value>(row: Record<string, Value>, payload: () => string): Record<string, Value | string> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, WRITTEN_BY_HAND.includes(name) ? payload() : value]),
  );
}
