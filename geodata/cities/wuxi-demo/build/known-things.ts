// What is known of the city in general, written down here with positions that are right to some hundred metres.
import { readFile } from 'node:fs/promises';
import { parseCsv } from '../../../pack/csv.ts';
import type { Position } from '../../../space/geometry.ts';
import type { KnownRoad } from './draw-roads.ts';

const read = (file: string) => readFile(new URL(file, import.meta.url), 'utf8');
const positionOf = (row: Record<string, string>): Position => [Number(row['lon']), Number(row['lat'])];

export interface KnownThings {
  places: { name: string; kind: string; rank: number; site: string; at: Position }[];
  stations: { line: string; name: string; at: Position }[];
  roads: KnownRoad[];
  seats: Record<string, Position>;
}

export async function knownThings(): Promise<KnownThings> {
  const [places, stations, roads] = [
    parseCsv(await read('known-places.csv')),
    parseCsv(await read('known-metro.csv')),
    parseCsv(await read('known-roads.csv')),
  ];
  return {
    places: places.map((row) => ({
      name: row['name']!,
      kind: row['kind']!,
      rank: Number(row['rank']),
      site: row['site']!,
      at: positionOf(row),
    })),
    stations: stations.map((row) => ({ line: row['line']!, name: row['name']!, at: positionOf(row) })),
    roads: roads.map((row) => ({
      name: row['name']!,
      class: Number(row['class']) as 1 | 2 | 3,
      closed: row['closed'] === '1',
      line: row['line']!.split(';').map((pair) => pair.split(' ').map(Number) as Position),
    })),
    seats: JSON.parse(await read('town-seats.json')) as Record<string, Position>,
  };
}
