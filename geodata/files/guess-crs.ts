// In which system the positions of a file are, told from what is known to be true about the city.
import { converterToWgs84 } from '../space/crs.ts';
import type { Position } from '../space/geometry.ts';
import { weigh, type Evidence, type SamplePlace } from './crs-evidence.ts';
import { metresBetween, type KnownPlaces } from './known-places.ts';
import { median, MIN_NAMED } from './name-evidence.ts';

/** Why; the client has a sentence for each code. Lengths in metres, shares in percent. */
export interface CrsReason {
  code:
    | 'names'
    | 'rough-names'
    | 'counties'
    | 'roads'
    | 'bounds'
    | 'stated'
    | 'no-evidence'
    | 'outside-city'
    | 'no-place'
    | 'less-likely';
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
/** Of so many names, each exactly known, the shift may be certain. */
const SURE_NAMED = 5;
/** The right system puts places nearer than this to where they are known. */
const MAX_OFFSET_M = 300;
const SURE_OFFSET_M = 150;
/** The bounds do not tell apart what is nearer than this: a place at the border lies within by one system and without by the next. */
const BOUNDS_M = 5000;
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
 * Names of known places decide first (two systems are 400–1,200 m apart, the median shift of some names is right to 100 m), then county
 * names, then the distance to roads; what the file states decides only where nothing else does, and is certain only where nothing else
 * is possible: positions of GCJ-02 are often called WGS-84. CGCS2000 is taken as WGS-84.
 *
 * @param sample  up to some thousand places; cost O(sample · candidates)
 * @param stated  what the file says of itself
 */
export function guessCrs(sample: readonly SamplePlace[], known: KnownPlaces, stated?: string): CrsGuess {
  if (sample.length === 0) return unknown({ code: 'no-place', values: {} });
  const weighed = candidatesFor(sample, known);
  const [inmost] = weighed.toSorted((a, b) => b.evidence.inside - a.evidence.inside);
  if (!inmost || inmost.evidence.inside < 0.2) return outside(sample, stated);
  const likely = weighed.filter(
    ({ evidence, centre }) =>
      evidence.inside >= inmost.evidence.inside * 0.9 || metresBetween(centre, inmost.centre) < BOUNDS_M,
  );
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

/** Names, then counties, decide. One that is certain goes before one that is not, and two that contradict each other are not certain. */
function decide(likely: readonly Weighed[], stated: string | undefined): Decision {
  const [names, counties] = [byNames(likely), byCounties(likely)];
  const first = names?.certain ? names : counties?.certain ? counties : (names ?? counties);
  if (!first) return byRoads(likely) ?? byNothing(likely, stated);
  const contradicted = [names, counties].some((other) => other && !isSame(other.order[0]!, first.order[0]!));
  return { ...first, certain: first.certain && !contradicted };
}

/** 3° and 6° zones are one where their meridians meet. */
const isSame = (a: Weighed, b: Weighed) => metresBetween(a.centre, b.centre) < 1;

function byNames(likely: readonly Weighed[]): Decision | undefined {
  const order = likely
    .filter(({ evidence }) => evidence.named.count >= MIN_NAMED)
    .toSorted((a, b) => a.evidence.named.offsetM - b.evidence.named.offsetM);
  const [best] = order;
  if (best === undefined) return undefined;
  const next = order.find((other) => !isSame(other, best));
  const { count, offsetM, errorM, rough } = best.evidence.named;
  const otherM = next?.evidence.named.offsetM ?? Infinity;
  if (offsetM > MAX_OFFSET_M || otherM - offsetM < 3 * errorM || offsetM > otherM * 0.9) return undefined;
  const values = { count, metres: Math.round(offsetM), ...(next ? { otherM: Math.round(otherM) } : {}) };
  const clear = offsetM < SURE_OFFSET_M && offsetM < otherM * 0.5 && otherM - offsetM >= 6 * errorM;
  return {
    order: [...order, ...likely.filter((one) => !order.includes(one))],
    reason: { code: rough ? 'rough-names' : 'names', values },
    certain: clear && !rough && count >= SURE_NAMED,
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
  const alone = likely.length === 1;
  if (told) return { order, reason: { code: 'stated', values: { name: stated! } }, certain: alone };
  const percent = Math.round(best.evidence.inside * 100);
  return { order, reason: { code: alone ? 'bounds' : 'no-evidence', values: { percent } }, certain: alone };
}
