// proj4 texts of the EPSG codes that Chinese city data and our replay data come in. Source: EPSG registry.

const GRS80 = '+ellps=GRS80 +units=m +no_defs';
const mercator = (meridian: number, falseEasting: number) =>
  `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 ${GRS80}`;

/** Ranges of codes: first, last, and the projection of the n-th after the first. */
const RANGES: [number, number, (nth: number) => string][] = [
  // CGCS2000 Gauss-Krüger, 6° zones 13–23, with and without the zone before the easting.
  [4491, 4501, (nth) => mercator(75 + 6 * nth, (13 + nth) * 1e6 + 500000)],
  [4502, 4512, (nth) => mercator(75 + 6 * nth, 500000)],
  // CGCS2000 3-degree Gauss-Krüger, zones 25–45, with and without the zone.
  [4513, 4533, (nth) => mercator(75 + 3 * nth, (25 + nth) * 1e6 + 500000)],
  [4534, 4554, (nth) => mercator(75 + 3 * nth, 500000)],
  [26901, 26923, (nth) => `+proj=utm +zone=${nth + 1} +datum=NAD83 +units=m +no_defs`],
  [32601, 32660, (nth) => `+proj=utm +zone=${nth + 1} +datum=WGS84 +units=m +no_defs`],
  [32701, 32760, (nth) => `+proj=utm +zone=${nth + 1} +south +datum=WGS84 +units=m +no_defs`],
  [3857, 3857, () => 'EPSG:3857'],
];

/** The proj4 text of `epsg:n`, undefined where the code is not one that we know. */
export function projectionOf(name: string): string | undefined {
  const code = Number(/^epsg:(\d{4,5})$/.exec(name)?.[1]);
  const range = RANGES.find(([first, last]) => code >= first && code <= last);
  return range?.[2](code - range[0]);
}
