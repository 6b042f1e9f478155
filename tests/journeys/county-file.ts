// What a county sends: a GB18030 CSV in GCJ-02, places along its own border so that half a kilometre makes a difference.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { booleanPointInPolygon } from '@turf/turf';
import gcoord from 'gcoord';

type Ring = [number, number][];
interface County {
  properties: { name: string };
  geometry: { type: 'MultiPolygon' | 'Polygon'; coordinates: Ring[][] | Ring[] };
}

/** About 150 m, in degrees. */
const INSIDE = 0.0015;

/** Positions in WGS-84 just inside of a county's outline, spread along it. */
export function borderPlaces(county: string, count: number): [number, number][] {
  const path = new URL('../../geodata/cities/wuxi-demo/counties.geojson', import.meta.url);
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: County[] };
  const { geometry } = features.find(({ properties }) => properties.name === county)!;
  const rings = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as Ring[][];
  const ring = rings.map(([outer]) => outer!).toSorted((a, b) => b.length - a.length)[0]!;
  const [x, y] = [0, 1].map((axis) => ring.reduce((sum, point) => sum + point[axis]!, 0) / ring.length) as [
    number,
    number,
  ];
  const near = ring.flatMap(([lon, lat]): [number, number][] => {
    const away = Math.hypot(x - lon, y - lat);
    const place: [number, number] = [lon + ((x - lon) / away) * INSIDE, lat + ((y - lat) / away) * INSIDE];
    return booleanPointInPolygon(place, { type: 'Feature', properties: {}, geometry: geometry as never })
      ? [place]
      : [];
  });
  return Array.from({ length: count }, (_, at) => near[Math.floor((at * near.length) / count)]!);
}

export interface CountyRow {
  name: string;
  kind: string;
  /** WGS-84. */
  point: [number, number] | undefined;
}

/** As the county's office writes it: Chinese headings, a title above, CRLF, GB18030, positions shifted by gcoord. */
export function countyFile(county: string, rows: readonly CountyRow[]): Buffer {
  const lines = rows.map(({ name, kind, point }) => {
    const [lon = '', lat = ''] = point
      ? gcoord
          .transform([...point] as [number, number], gcoord.WGS84, gcoord.GCJ02)
          .map((degrees) => degrees.toFixed(7))
      : [];
    return [name, kind, county, lon, lat].join(',');
  });
  const text = ['2026年重点场所登记表,,,,', '场所名称,场所类型,所属区县,经度,纬度', ...lines].join('\r\n') + '\r\n';
  return inGb18030(text);
}

export const inGb18030 = (text: string): Buffer =>
  execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text });
