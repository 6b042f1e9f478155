import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import gcoord from 'gcoord';
import { describe, expect, it } from 'vitest';
import type { SamplePlace } from '../../../geodata/files/crs-evidence.ts';
import { guessCrs } from '../../../geodata/files/guess-crs.ts';
import { knownPlaces, type KnownPlaces } from '../../../geodata/files/known-places.ts';
import type { Area, Position } from '../../../geodata/space/geometry.ts';

/** Wuxi's data lies beside the repository where it is shared; its licence does not let parts of it be here. */
const FOLDER = join(import.meta.dirname, '../../../../shared/geodata');
interface Read {
  properties: Record<string, string>;
  geometry: { type: string; coordinates: unknown };
}
const read = (name: string) =>
  (JSON.parse(readFileSync(join(FOLDER, `wuxi-${name}.geojson`), 'utf8')) as { features: Read[] }).features;
const points = (name: string): SamplePlace[] =>
  read(name).flatMap(({ properties, geometry }) =>
    geometry.type === 'Point' ? [{ position: geometry.coordinates as Position, name: properties.name ?? '' }] : [],
  );

/** Shifts by gcoord, projects by PROJ's own program: neither is ours. */
const SHIFTS: Record<string, (places: SamplePlace[]) => SamplePlace[]> = {
  wgs84: (places) => places,
  gcj02: (places) => moved(places, (position) => gcoord.transform([...position], gcoord.WGS84, gcoord.GCJ02)),
  bd09: (places) => moved(places, (position) => gcoord.transform([...position], gcoord.WGS84, gcoord.BD09)),
  'EPSG:4549': (places) => projected(places, 'EPSG:4549'),
  'EPSG:4528': (places) => projected(places, 'EPSG:4528'),
};
const moved = (places: SamplePlace[], move: (position: Position) => number[]) =>
  places.map((place) => ({ ...place, position: move(place.position) as Position }));

function projected(places: SamplePlace[], code: string): SamplePlace[] {
  const input = places.map(({ position }) => position.join(' ')).join('\n');
  const output = execFileSync('gdaltransform', ['-s_srs', 'OGC:CRS84', '-t_srs', code, '-output_xy'], {
    input,
  }).toString();
  const lines = output
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  // These codes have the northing first; gdaltransform gives the easting first, as files do.
  return places.map((place, at) => ({ ...place, position: lines[at] as unknown as Position }));
}

/** Every 40th place, as a county would bring some of what is known. */
const thin = (places: SamplePlace[], every: number, from = 0) => places.filter((_, at) => at % every === from);

describe.skipIf(!existsSync(FOLDER))('on the real places of Wuxi', () => {
  const pois = points('poi-key');
  const roads = read('bus-road-graph-edges').map(({ geometry }) => geometry as unknown as { coordinates: Position[] });
  const counties = read('counties').map(({ properties, geometry }) => ({
    name: properties.name!,
    area: geometry as Area,
  }));
  const known: KnownPlaces = knownPlaces({
    bounds: [119.4, 31.0, 120.75, 32.1],
    places: pois.filter((_, at) => at % 2 === 0).map(({ name, position }) => ({ name: name!, point: position })),
    roads,
    counties,
  });

  it.each(Object.keys(SHIFTS))('knows %s by names', (name) => {
    const guess = guessCrs(SHIFTS[name]!(thin(pois, 40)), known);
    expect(guess).toMatchObject({ name, swapped: false, certain: true });
  });

  it.each(Object.keys(SHIFTS))('finds the swapped axes of %s', (name) => {
    const swapped = moved(SHIFTS[name]!(thin(pois, 40)), ([x, y]) => [y, x]);
    expect(guessCrs(swapped, known)).toMatchObject({ name, swapped: true });
  });

  it.each(['wgs84', 'gcj02', 'bd09'])('knows %s by roads where no name is known: bus stops', (name) => {
    const stops = read('poi-key')
      .filter(({ properties }) => properties.category === 'bus_stop')
      .map(({ geometry }) => ({ position: geometry.coordinates as Position }));
    const guess = guessCrs(SHIFTS[name]!(thin(stops, 5)), known);
    expect(guess).toMatchObject({ name, reason: { code: 'roads' } });
  });

  it('says how often it is right for each file and sample', () => {
    const tally: Record<string, string> = {};
    for (const file of [
      'poi-key',
      'metro-stations',
      'residential-estates',
      'industrial-hazard-sites',
      'airquality-stations',
    ])
      for (const named of [true, false]) {
        let [right, wrong, unsure] = [0, 0, 0];
        const places = points(file).map(({ position, name }) => ({ position, ...(named && name ? { name } : {}) }));
        // Odd: half of the named ones are known, whichever comes first.
        const every = Math.round(places.length / 60) | 1;
        for (let from = 0; from < Math.min(every, 4); from++)
          for (const name of ['wgs84', 'gcj02', 'bd09']) {
            const guess = guessCrs(SHIFTS[name]!(thin(places, every, from)), known);
            if (!guess.certain) unsure += 1;
            else if (guess.name === name) right += 1;
            else wrong += 1;
          }
        tally[`${file}, ${named ? 'named' : 'positions only'}`] = `${right} right, ${unsure} unsure, ${wrong} wrong`;
      }
    console.table(tally);
    // Being unsure costs a look at the map; being sure of a wrong system puts a hazard 500 m away.
    expect(Object.values(tally).filter((line) => !line.endsWith(' 0 wrong'))).toEqual([]);
  });
});

const NOWHERE: KnownPlaces = knownPlaces({ bounds: [119.4, 31, 120.75, 32.1], places: [], roads: [], counties: [] });
it('says so where nothing is known, and takes what the file states', () => {
  const sample = [{ position: [120.3, 31.5] as Position }];
  expect(guessCrs(sample, NOWHERE)).toMatchObject({ name: 'wgs84', certain: false, reason: { code: 'no-evidence' } });
  expect(guessCrs(sample, NOWHERE, 'gcj02')).toMatchObject({
    name: 'gcj02',
    certain: true,
    reason: { code: 'stated' },
  });
  expect(guessCrs([], NOWHERE)).toMatchObject({ name: null, reason: { code: 'no-place' } });
  expect(guessCrs([{ position: [-73, 40] }], NOWHERE)).toMatchObject({
    certain: false,
    reason: { code: 'outside-city' },
  });
});
