// The programs of GDAL, as a stranger would use them on what we serve or write.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MOST_BYTES = 256 * 1024 * 1024;

export interface LayerInfo {
  readonly name: string;
  readonly featureCount: number;
  readonly geometry: string;
  /** west, south, east, north */
  readonly extent: readonly number[];
  /** Fields and their types in GDAL's words. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What `ogrinfo -so -al` says of each layer. */
export async function ogrinfo(source: string, ...args: string[]): Promise<LayerInfo[]> {
  const { stdout } = await gdal('ogrinfo', ['-ro', '-so', '-al', source, ...args]);
  return stdout
    .split(/^Layer name: /m)
    .slice(1)
    .map(readLayer);
}

/** Converts; answers what it said on its error line, warnings too. */
export async function ogr2ogr(...args: string[]): Promise<string> {
  return (await gdal('ogr2ogr', args)).stderr;
}

/** Features of a file or a service as GeoJSON, by GDAL. */
export async function featuresOf(source: string, ...args: string[]): Promise<GeoJSON.Feature[]> {
  const { stdout } = await gdal('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', source, ...args]);
  return (JSON.parse(stdout) as GeoJSON.FeatureCollection).features;
}

/** Nothing of the machine's proxies: what is asked for is on this machine. */
function gdal(program: string, args: readonly string[]) {
  const env = { ...process.env, GDAL_HTTP_PROXY: '', NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
  return run(program, args, { maxBuffer: MOST_BYTES, env });
}

function readLayer(text: string): LayerInfo {
  const numbers = /^Extent: \((.+), (.+)\) - \((.+), (.+)\)$/m.exec(text)?.slice(1).map(Number) ?? [];
  const fields = [...text.matchAll(/^(\S.*?): (String|Integer|Integer64|Real|Date|DateTime|Integer\(Boolean\)) \(/gm)];
  return {
    name: text.split('\n')[0]!.trim(),
    featureCount: Number(/^Feature Count: (\d+)$/m.exec(text)?.[1]),
    geometry: /^Geometry: (.+)$/m.exec(text)?.[1] ?? '',
    extent: numbers,
    fields: Object.fromEntries(fields.map(([, name, type]) => [name!, type!])),
  };
}
