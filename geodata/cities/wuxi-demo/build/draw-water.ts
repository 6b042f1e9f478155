// Lakes and the Yangtze from GSHHG (LGPL-3), whose shore lines GMT hands out in pieces: closed to polygons here.
import {
  degreesOf,
  areaOf,
  edgesOf,
  planeAround,
  vertexAt,
  unitsOf,
  type Edge,
  type Plane,
} from '../../../partition/plane.ts';
import { facesOf, outlines, twin, type Faces } from '../../../partition/faces.ts';
import { pointsInside, labelHoles } from '../../../partition/labels.ts';
import { node } from '../../../partition/noding.ts';
import { areaM2, inArea } from '../../../space/measure.ts';
import type { Area, Box, Position } from '../../../space/geometry.ts';
import { runTool } from './run-tool.ts';

export interface Water {
  name: string | null;
  kind: 'lake' | 'river';
  area: Area;
}

/** A place in each water that has a name in the pack. */
const NAMES: readonly { name: string; kind: 'lake' | 'river'; at: Position }[] = [
  { name: '太湖', kind: 'lake', at: [120.13, 31.25] },
  { name: '滆湖', kind: 'lake', at: [119.81, 31.6] },
  { name: '长荡湖', kind: 'lake', at: [119.55, 31.62] },
  { name: '长江', kind: 'river', at: [120.2, 31.93] },
];
const SMALLEST_M2 = 1_000_000;
/** Ends of shore lines this near to each other are one: GMT cuts them at its own bins. Units of 1e-7 degree. */
const JOIN_UNITS = 200;

/** @throws PackError where gmt or its full shore lines are not installed */
export async function drawWater([west, south, east, north]: Box, tempDir: string): Promise<Water[]> {
  const region = `-R${west}/${east}/${south}/${north}`;
  const plane = planeAround(west, south, east, north);
  const frame: Area = {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
  const shores = shoreEdges(plane, await runTool('gmt', ['coast', region, '-Df', '-W', '-M'], tempDir));
  const faces = facesOf(plane, node(plane, [...shores, ...edgesOf(plane, frame)]));
  const labels = connected(faces, await wetLoops(plane, faces, region, tempDir));
  labelHoles(plane, faces, labels);
  return [...outlines(plane, faces, labels).values()]
    .map((polygons) => areaOf(plane, polygons))
    .filter((area) => areaM2(area) > SMALLEST_M2)
    .map((area): Water => {
      const known = NAMES.find(({ at }) => inArea(at, area));
      return { name: known?.name ?? null, kind: known?.kind ?? 'lake', area };
    })
    .sort((p, q) => areaM2(q.area) - areaM2(p.area));
}

function shoreEdges(plane: Plane, printed: string): Edge[] {
  const lines = printed.split('\n').reduce<Position[][]>((parts, text) => {
    if (text.startsWith('>')) parts.push([]);
    else if (text.trim() !== '') parts.at(-1)?.push(text.trim().split(/\s+/).map(Number) as Position);
    return parts;
  }, []);
  const ends: number[] = [];
  const joined = (position: Position): number => {
    const [x, y] = unitsOf(plane, position);
    const near = ends.find((id) => Math.abs(plane.x[id]! - x) < JOIN_UNITS && Math.abs(plane.y[id]! - y) < JOIN_UNITS);
    if (near !== undefined) return near;
    const id = vertexAt(plane, x, y);
    ends.push(id);
    return id;
  };
  return lines.flatMap((line) => {
    const ids = line.map((position, index) =>
      index === 0 || index === line.length - 1 ? joined(position) : vertexAt(plane, ...unitsOf(plane, position)),
    );
    return ids.slice(1).map((to, index): Edge => [ids[index]!, to]);
  });
}

/** 1 where GMT says that the face is ocean, lake or pond, else -1. */
async function wetLoops(plane: Plane, faces: Faces, region: string, tempDir: string): Promise<Int32Array> {
  const asked = pointsInside(plane, faces)
    .map(([x, y], loop) => [...degreesOf(plane, x, y), loop].join(' '))
    .join('\n');
  const kept = await runTool(
    'gmt',
    ['select', region, '-Df', '-Nk/s/k/s/k', '--FORMAT_FLOAT_OUT=%.9g'],
    tempDir,
    asked,
  );
  const wet = new Int32Array(faces.loops.length).fill(-1);
  for (const row of kept.trim().split('\n')) wet[Number(row.trim().split(/\s+/)[2])] = 1;
  return wet;
}

/** Numbers wet faces that hang together alike. */
function connected(faces: Faces, wet: Int32Array): Int32Array {
  const labels = new Int32Array(wet.length).fill(-1);
  wet.forEach((isWet, start) => {
    if (isWet !== 1 || labels[start] !== -1 || faces.twiceAreas[start]! <= 0) return;
    const queue = [start];
    for (let loop = queue.pop(); loop !== undefined; loop = queue.pop()) {
      labels[loop] = start;
      for (const half of faces.loops[loop]!) {
        const beyond = faces.loopOf[twin(half)]!;
        if (wet[beyond] === 1 && labels[beyond] === -1 && faces.twiceAreas[beyond]! > 0) queue.push(beyond);
      }
    }
  });
  return labels;
}
