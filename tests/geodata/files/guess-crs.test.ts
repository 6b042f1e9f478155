import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import gcoord from 'gcoord';
import { describe, expect, it } from 'vitest';
import type { SamplePlace } from '../../../geodata/files/crs-evidence.ts';
import { guessCrs } from '../../../geodata/files/guess-crs.ts';
import { knownPlaces, type KnownPlaces } from '../../../geodata/files/known-places.ts';
import type { Area, Position } from '../../../geodata/space/geometry.ts';
import { onSharedGeodata, SHARED_GEODATA, withoutSharedGeodata } from '../../support/shared-geodata.ts';

interface Read {
  properties: Record<string, string>;
  geometry: { type: string; coordinates: unknown };
}
const read = (name: string) =>
  (JSON.parse(readFileSync(join(SHARED_GEODATA, `wuxi-${name}.geojson`), 'utf8')) as { features: Read[] }).features;
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

describe.skipIf(withoutSharedGeodata)(onSharedGeodata('on the real places of Wuxi'), () => {
  const pois = points('poi-key');
  const roads = read('bus-road-graph-edges').map(({ geometry }) => geometry as unknown as { coordinates: Position[] });
  const counties = read('counties').map(({ properties, geometry }) => ({
    name: properties.name!,
    area: geometry as Area,
  }));
  const known: KnownPlaces = knownPlaces({
    bounds: [119.4, 31.0, 120.75, 32.1],
    places: pois
      .filter((_, at) => at % 2 === 0)
      .map(({ name, position }) => ({ name: name!, point: position, rough: false })),
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
        const places = points(file).map(({ position, name }) => {
          const county = named ? known.countyAt(position) : undefined;
          return { position, ...(named && name ? { name } : {}), ...(county ? { county } : {}) };
        });
        // Odd: half of the named ones are known, whichever comes first. Few rows, with a place beyond the border among them, mislead most.
        for (const every of [Math.round(places.length / 60) | 1, Math.round(places.length / 10) | 1])
          for (let from = 0; from < Math.min(every, 4); from++)
            for (const name of ['wgs84', 'gcj02', 'bd09'])
              // What a file says of itself is as often as not the system of whoever wrote the program.
              for (const stated of [undefined, 'wgs84']) {
                const guess = guessCrs(SHIFTS[name]!(thin(places, every, from)), known, stated);
                if (!guess.certain) unsure += 1;
                else if (guess.name === name) right += 1;
                else wrong += 1;
              }
        tally[`${file}, ${named ? 'names and counties' : 'positions only'}`] =
          `${right} right, ${unsure} unsure, ${wrong} wrong`;
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
  // What is called WGS-84 is GCJ-02 often enough: it may be so, no more.
  const stated = { name: 'gcj02', certain: false, reason: { code: 'stated' } };
  expect(guessCrs(sample, NOWHERE, 'gcj02')).toMatchObject(stated);
  expect(guessCrs([], NOWHERE)).toMatchObject({ name: null, reason: { code: 'no-place' } });
  expect(guessCrs([{ position: [-73, 40] }], NOWHERE)).toMatchObject({
    certain: false,
    reason: { code: 'outside-city' },
  });
});

it('is not certain by a border that runs between two systems', () => {
  // Two of ten lie 200 m beyond the bounds; taken for BD-09 they would lie within, as all others do in any system.
  const sample = Array.from({ length: 10 }, (_, at) => ({
    position: [at < 2 ? 120.752 : 120.3, 31.5 + at / 100] as Position,
  }));
  const guess = guessCrs(SHIFTS.gcj02!(sample), NOWHERE);
  expect(guess).toMatchObject({ certain: false, reason: { code: 'no-evidence' } });
  expect(guess.candidates.map(({ name }) => name).toSorted()).toEqual(['bd09', 'gcj02', 'wgs84']);
});

it('is certain by the bounds of a system that alone lies here, not of one of two that share a meridian', () => {
  const places = [31.4, 31.5, 31.6].map((lat) => ({ position: [120.3, lat] as Position }));
  const alone = { name: 'EPSG:4549', swapped: false, certain: true };
  expect(guessCrs(projected(places, 'EPSG:4549'), NOWHERE)).toMatchObject({ ...alone, reason: { code: 'bounds' } });
  expect(guessCrs(projected(places, 'EPSG:4549'), NOWHERE, 'EPSG:4549')).toMatchObject({
    ...alone,
    reason: { code: 'stated' },
  });
  // UTM has 117° east too, and a scale that moves its northings here by 1.4 km.
  const two = guessCrs(projected(places, 'EPSG:4548'), NOWHERE);
  expect(two).toMatchObject({ name: 'EPSG:4548', certain: false });
  expect(two.candidates.map(({ name }) => name)).toContain('EPSG:32650');
});

describe('by names', () => {
  const truth = Array.from({ length: 25 }, (_, at): SamplePlace & { name: string } => ({
    name: `场所${at}`,
    position: [120.1 + (at % 5) * 0.05, 31.4 + Math.floor(at / 5) * 0.05],
  }));
  /** Some hundred metres off, each in another direction (the golden angle); nothing on the whole. */
  const scattered = ([lon, lat]: Position, at: number, metres: number): Position => [
    lon + (metres / 95_000) * Math.cos(at * 2.39996),
    lat + (metres / 111_000) * Math.sin(at * 2.39996),
  ];
  const knowing = (metres: number, rough: boolean, counties: { name: string; area: Area }[] = []) =>
    knownPlaces({
      bounds: [119.4, 31, 120.75, 32.1],
      places: truth.map(({ name, position }, at) => ({ name, point: scattered(position, at, metres), rough })),
      roads: [],
      counties,
    });
  const ofGcj02 = SHIFTS.gcj02!(truth);

  it('finds a common shift below the scatter of each place, and is not certain of it', () => {
    // Half a kilometre off each: as far as the two systems are apart.
    expect(guessCrs(ofGcj02, knowing(450, true))).toMatchObject({
      name: 'gcj02',
      certain: false,
      reason: { code: 'rough-names', values: { count: 25 } },
    });
    expect(guessCrs(ofGcj02, knowing(0, false))).toMatchObject({ name: 'gcj02', certain: true });
    expect(guessCrs(ofGcj02, knowing(0, true))).toMatchObject({ name: 'gcj02', certain: false });
  });

  it('takes many rows of one name for one, and a name of many places for none', () => {
    const [first] = truth;
    const same = Array.from({ length: 40 }, () => ({ ...first!, position: ofGcj02[0]!.position }));
    expect(guessCrs(same, knowing(0, false))).toMatchObject({ certain: false, reason: { code: 'no-evidence' } });
    const everywhere = knownPlaces({
      bounds: [119.4, 31, 120.75, 32.1],
      places: truth.flatMap(({ name, position }, at) =>
        [0, 1].map((turn) => ({ name, point: scattered(position, at + turn * 9, 600), rough: false })),
      ),
      roads: [],
      counties: [],
    });
    expect(guessCrs(ofGcj02, everywhere)).toMatchObject({ certain: false, reason: { code: 'no-evidence' } });
  });

  it('is not certain where the names say one thing and the counties another', () => {
    // Squares of the size of the shift: whoever registered these names had taken GCJ-02 for WGS-84, and the outlines know better.
    const area = ([lon, lat]: Position): Area => {
      const [w, s, e, n] = [lon - 0.001, lat - 0.001, lon + 0.001, lat + 0.001];
      return {
        type: 'Polygon',
        coordinates: [
          [
            [w, s],
            [e, s],
            [e, n],
            [w, n],
            [w, s],
          ],
        ],
      };
    };
    const counties = truth.map(({ name, position }) => ({ name: `${name}区`, area: area(position) }));
    const said = ofGcj02.map((place) => ({ ...place, county: `${place.name}区` }));
    expect(guessCrs(said, knowing(0, false, counties))).toMatchObject({ name: 'gcj02', certain: true });
    const wrong = knownPlaces({
      bounds: [119.4, 31, 120.75, 32.1],
      places: ofGcj02.map(({ name, position }) => ({ name: name!, point: position, rough: false })),
      roads: [],
      counties,
    });
    expect(guessCrs(said, wrong)).toMatchObject({ certain: false });
  });
});
