// County outlines drawn on a coarse raster, smoothed so that neighbours stay neighbours.
import { inArea } from '../../../space/measure.ts';
import { facesOf, outlines, tail } from '../../../partition/faces.ts';
import { node } from '../../../partition/noding.ts';
import { areaOf, degreesOf, planeAround, squareMetres, type Edge, type Plane } from '../../../partition/plane.ts';
import { regionsOf } from '../../../partition/regions.ts';
import type { Sources } from './take-sources.ts';

/** The raster is about 95 m wide: what lies nearer to the line than this is a stair. Metres. */
const TOLERANCE_M = 110;

const SMALLEST_PART_M2 = 300_000;

export function smoothCounties(counties: Sources['counties']): Sources['counties'] {
  const plane = planeAround(119.4, 31.0, 120.75, 32.1);
  const { borders } = regionsOf(
    plane,
    counties.map(({ area }) => area),
    [],
  );
  const smooth = chainsOf(borders).flatMap((chain) => edgesAlong(simplified(plane, chain)));
  const faces = facesOf(plane, node(plane, smooth));
  const labels = Int32Array.from(faces.loops, (loop, index) => {
    if (squareMetres(plane, faces.twiceAreas[index]!) < SMALLEST_PART_M2) return -1;
    const [x, y] = deepInside(
      plane,
      loop.map((half) => tail(faces.edges, half)),
    );
    return counties.findIndex(({ area }) => inArea(degreesOf(plane, x, y), area));
  });
  const drawn = outlines(plane, faces, labels);
  return counties.map((county, index) => ({ ...county, area: areaOf(plane, drawn.get(index)!) }));
}

/** The middle of the widest stretch at half height: far from the border, which may have moved. */
function deepInside({ x, y }: Plane, ring: number[]): [number, number] {
  const heights = ring.map((id) => y[id]!);
  const level = (Math.min(...heights) + Math.max(...heights)) / 2 + 0.5;
  const crossings = ring
    .flatMap((a, index) => {
      const b = ring[(index + 1) % ring.length]!;
      return y[a]! > level === y[b]! > level ? [] : [x[a]! + ((level - y[a]!) / (y[b]! - y[a]!)) * (x[b]! - x[a]!)];
    })
    .sort((p, q) => p - q);
  let best: [number, number] = [0, -1];
  for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
    const width = crossings[pair + 1]! - crossings[pair]!;
    if (width > best[1]) best = [(crossings[pair]! + crossings[pair + 1]!) / 2, width];
  }
  return [best[0], level];
}

/** Lines from fork to fork; a ring without forks begins and ends at its first vertex. */
function chainsOf(edges: readonly Edge[]): number[][] {
  const neighbours = new Map<number, number[]>();
  for (const [a, b] of edges) {
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
  }
  const used = new Set<string>();
  const keyOf = (a: number, b: number) => (a < b ? `${a} ${b}` : `${b} ${a}`);
  const follow = (from: number, to: number): number[] => {
    const chain = [from, to];
    used.add(keyOf(from, to));
    while (neighbours.get(chain.at(-1)!)!.length === 2 && chain.at(-1) !== from) {
      const [here, before] = [chain.at(-1)!, chain.at(-2)!];
      const next = neighbours.get(here)!.find((vertex) => vertex !== before);
      if (next === undefined) break;
      used.add(keyOf(here, next));
      chain.push(next);
    }
    return chain;
  };
  const forks = [...neighbours].filter(([, around]) => around.length !== 2);
  const starts = [...forks, ...neighbours];
  return starts.flatMap(([from, around]) =>
    around.flatMap((to) => (used.has(keyOf(from, to)) ? [] : [follow(from, to)])),
  );
}

const edgesAlong = (chain: number[]): Edge[] => chain.slice(1).map((to, index): Edge => [chain[index]!, to]);

/** Douglas and Peucker 1973; a ring is first cut at the vertex furthest from its start. */
function simplified(plane: Plane, chain: number[]): number[] {
  if (chain.length < 3) return chain;
  const [first, last] = [chain[0]!, chain.at(-1)!];
  let [furthest, distance] = [0, -1];
  chain.forEach((vertex, index) => {
    const away = first === last ? apart(plane, first, vertex) : fromLine(plane, first, last, vertex);
    if (index > 0 && index < chain.length - 1 && away > distance) [furthest, distance] = [index, away];
  });
  if (distance < TOLERANCE_M && first !== last) return [first, last];
  return [...simplified(plane, chain.slice(0, furthest + 1)), ...simplified(plane, chain.slice(furthest)).slice(1)];
}

const apart = ({ x, y, metresX, metresY }: Plane, a: number, b: number) =>
  Math.hypot((x[a]! - x[b]!) * metresX, (y[a]! - y[b]!) * metresY);

/** Distance to the segment, metres. */
function fromLine(plane: Plane, from: number, to: number, vertex: number): number {
  const { x, y, metresX, metresY } = plane;
  const [dx, dy] = [(x[to]! - x[from]!) * metresX, (y[to]! - y[from]!) * metresY];
  const [px, py] = [(x[vertex]! - x[from]!) * metresX, (y[vertex]! - y[from]!) * metresY];
  const share = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
  return Math.hypot(px - share * dx, py - share * dy);
}
