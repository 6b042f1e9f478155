// In which system the positions of a file are, told from what is known to be true about the city.
import { converterToWgs84 } from '../space/crs.ts';
import type { Position } from '../space/geometry.ts';
import { median, weigh, type Evidence, type SamplePlace } from './crs-evidence.ts';
import { metresBetween, type KnownPlaces } from './known-places.ts';

/** Why; the client has a sentence for each code. Lengths in metres, shares in percent. */
export interface CrsReason {
  code:
    'names' | 'counties' | 'roads' | 'bounds' | 'stated' | 'no-evidence' | 'outside-city' | 'no-place' | 'less-likely';
  values: Record<string, string | number>;
}

export interface CrsCandidate {
  name: string;
  swapped: boolean;
  reason: CrsReason;
}

export interface CrsGuess {
  /** As `converterToWgs84` takes it; null where the positions fit no system that we know. */
  name: string | null;
  /** Latitude (northing) stands where longitude (easting) should. */
  swapped: boolean;
  /** The evidence is clear; else the user should look. */
  certain: boolean;
  reason: CrsReason;
  /** Every system that is possible, the likeliest first. */
  candidates: CrsCandidate[];
}

const GEOGRAPHIC = ['wgs84', 'gcj02', 'bd09'];
/** 3° zones before 6° ones (they are one where their meridians meet), Chinese systems before UTM and Web Mercator. */
const PROJECTED = [
  ...Array.from({ length: 21 }, (_, nth) => `EPSG:${4534 + nth}`),
  ...Array.from({ length: 21 }, (_, nth) => `EPSG:${4513 + nth}`),
  ...Array.from({ length: 11 }, (_, nth) => `EPSG:${4502 + nth}`),
  ...Array.from({ length: 11 }, (_, nth) => `EPSG:${4491 + nth}`),
  ...Array.from({ length: 11 }, (_, nth) => `EPSG:${32643 + nth}`),
  'EPSG:3857',
];
const MIN_NAMED = 3;
const MIN_COUNTY = 20;
const MIN_ROAD = 15;
/** Bus stops, hazards on streets: two systems differ by hundreds of metres, the better one must be nearer by this factor. */
const ROAD_FACTOR = 0.85;

interface Weighed {
  name: string;
  swapped: boolean;
  evidence: Evidence;
  centre: Position;
}

/**
 * The likeliest system of a sample and all others that are possible.
 *
 * Names of known places decide first (two systems are 400–1,200 m apart, a place is named within 100 m), then county names, then the
 * distance to roads; what the file states decides only where nothing else does. CGCS2000 is taken as WGS-84.
 *
 * @param sample  up to some thousand places; cost O(sample · candidates)
 * @param stated  what the file says of itself
 */
export function guessCrs(sample: readonly SamplePlace[], known: KnownPlaces, stated?: string): CrsGuess {
  if (sample.length === 0) return unknown({ code: 'no-place', values: {} });
  const weighed = candidatesFor(sample, known);
  const most = Math.max(0, ...weighed.map(({ evidence }) => evidence.inside));
  const likely = weighed.filter(({ evidence }) => evidence.inside >= most * 0.9);
  if (most < 0.2 || likely.length === 0) return outside(sample, stated);
  const { order, reason, certain } = decide(likely, stated);
  const [best, ...others] = order as [Weighed, ...Weighed[]];
  const shifts = others.map(({ name, swapped, centre }): CrsCandidate => {
    const shiftM = Math.round(metresBetween(centre, best.centre));
    return { name, swapped, reason: { code: 'less-likely', values: { shiftM } } };
  });
  const { name, swapped } = best;
  return { name, swapped, certain, reason, candidates: [{ name, swapped, reason }, ...shifts] };
}

const unknown = (reason: CrsReason): CrsGuess => ({
  name: null,
  swapped: false,
  certain: false,
  reason,
  candidates: [],
});

/** A file about another city: what it states is all there is. */
function outside(sample: readonly SamplePlace[], stated: string | undefined): CrsGuess {
  const degrees = sample.every(({ position: [x, y] }) => Math.abs(x) <= 180 && Math.abs(y) <= 90);
  const name = stated ?? (degrees ? 'wgs84' : null);
  return { ...unknown({ code: 'outside-city', values: {} }), name };
}

function candidatesFor(sample: readonly SamplePlace[], known: KnownPlaces): Weighed[] {
  const [x, y] = [median(sample.map(({ position }) => position[0])), median(sample.map(({ position }) => position[1]))];
  const degrees = Math.abs(x) <= 180 && Math.abs(y) <= 180;
  const [west, south, east, north] = known.bounds;
  return (degrees ? GEOGRAPHIC : PROJECTED).flatMap((name) =>
    [false, true].flatMap((swapped): Weighed[] => {
      const straight = converterToWgs84(name);
      const convert = swapped ? ([a, b]: Position) => straight([b, a]) : straight;
      const [lon, lat] = convert([x, y]);
      const near = lon > west - 0.5 && lon < east + 0.5 && lat > south - 0.5 && lat < north + 0.5;
      if (!near) return [];
      return [{ name, swapped, centre: [lon, lat], evidence: weigh(sample, convert, known) }];
    }),
  );
}

interface Decision {
  order: Weighed[];
  reason: CrsReason;
  certain: boolean;
}

function decide(likely: readonly Weighed[], stated: string | undefined): Decision {
  return byNames(likely) ?? byCounties(likely) ?? byRoads(likely) ?? byNothing(likely, stated);
}

function byNames(likely: readonly Weighed[]): Decision | undefined {
  const order = likely
    .filter(({ evidence }) => evidence.named.count >= MIN_NAMED)
    .toSorted((a, b) => a.evidence.named.medianM - b.evidence.named.medianM);
  const [best, next] = order;
  if (best === undefined) return undefined;
  const { count, medianM } = best.evidence.named;
  const otherM = next?.evidence.named.medianM ?? Infinity;
  if (medianM > 300 || medianM > otherM * 0.9) return undefined;
  const values = { count, metres: Math.round(medianM), ...(next ? { otherM: Math.round(otherM) } : {}) };
  return {
    order: [...order, ...likely.filter((one) => !order.includes(one))],
    reason: { code: 'names', values },
    certain: medianM < otherM * 0.5,
  };
}

function byCounties(likely: readonly Weighed[]): Decision | undefined {
  const order = likely.toSorted((a, b) => b.evidence.county.share - a.evidence.county.share);
  const [best, next] = order as [Weighed, Weighed | undefined];
  const { count, share } = best.evidence.county;
  const wrong = Math.round((1 - share) * count);
  const wrongThere = next ? Math.round((1 - next.evidence.county.share) * next.evidence.county.count) : Infinity;
  if (count < MIN_COUNTY || share < 0.9 || wrongThere - wrong < 3) return undefined;
  const values = { count, percent: Math.round(share * 100), ...(next ? { otherWrong: wrongThere, wrong } : {}) };
  return { order, reason: { code: 'counties', values }, certain: wrongThere - wrong >= 5 && wrong * 3 < wrongThere };
}

function byRoads(likely: readonly Weighed[]): Decision | undefined {
  const order = likely.toSorted((a, b) => a.evidence.road.meanM - b.evidence.road.meanM);
  const [best, next] = order as [Weighed, Weighed | undefined];
  const { count, meanM } = best.evidence.road;
  const otherM = next?.evidence.road.meanM ?? Infinity;
  if (count < MIN_ROAD || meanM > otherM * ROAD_FACTOR) return undefined;
  const values = { count, metres: Math.round(meanM), ...(next ? { otherM: Math.round(otherM) } : {}) };
  return { order, reason: { code: 'roads', values }, certain: meanM < otherM * 0.7 };
}

/** Where the positions fit one system only, that is the one; else what the file states, else the plain one. */
function byNothing(likely: readonly Weighed[], stated: string | undefined): Decision {
  const same = stated === 'cgcs2000' ? 'wgs84' : stated?.replace(/^epsg/i, 'EPSG');
  const told = likely.find(({ name }) => name === same);
  const best = told ?? likely[0]!;
  const order = [best, ...likely.filter((one) => one !== best)];
  if (told) return { order, reason: { code: 'stated', values: { name: stated! } }, certain: true };
  const alone = likely.length === 1;
  const percent = Math.round(best.evidence.inside * 100);
  return { order, reason: { code: alone ? 'bounds' : 'no-evidence', values: { percent } }, certain: alone };
}
