// Writes a PMTiles archive, version 3. Source: github.com/protomaps/PMTiles, spec/v3.
import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';
import type { Box, Position } from '../space/geometry.ts';

const HEADER_BYTES = 127;
/** Header and root directory must lie within the first 16 kB. */
const MAX_ROOT_BYTES = 16_384 - HEADER_BYTES;
const ENTRIES_PER_LEAF = 2048;
const GZIP = 2;
const MVT = 1;

export interface Tile {
  z: number;
  x: number;
  y: number;
  /** An encoded vector tile, not compressed. */
  data: Uint8Array;
}

export interface ArchiveHead {
  minZoom: number;
  maxZoom: number;
  bounds: Box;
  centre: Position;
  centreZoom: number;
  /** `vector_layers`, name and attribution, as TileJSON has them. */
  metadata: object;
}

interface Entry {
  id: number;
  offset: number;
  length: number;
  run: number;
}

/** Clustered, tiles gzipped, equal tiles kept once. Cost: O(tiles · log tiles). */
export function writePmtiles(tiles: readonly Tile[], head: ArchiveHead): Uint8Array {
  const sorted = tiles
    .map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), data: tile.data }))
    .sort((p, q) => p.id - q.id);
  const { entries, blobs, dataBytes } = keep(sorted);
  const { root, leaves } = directories(entries);
  const metadata = gzipSync(JSON.stringify(head.metadata));
  const leafStart = HEADER_BYTES + root.length + metadata.length;
  const header = headerOf(head, {
    root: [HEADER_BYTES, root.length],
    metadata: [HEADER_BYTES + root.length, metadata.length],
    leaves: [leafStart, leaves.length],
    data: [leafStart + leaves.length, dataBytes],
    counts: [sorted.length, entries.length, blobs.length],
  });
  return Buffer.concat([header, root, metadata, leaves, ...blobs]);
}

function keep(sorted: readonly { id: number; data: Uint8Array }[]): {
  entries: Entry[];
  blobs: Buffer[];
  dataBytes: number;
} {
  const entries: Entry[] = [];
  const blobs: Buffer[] = [];
  const known = new Map<string, { offset: number; length: number }>();
  let dataBytes = 0;
  for (const { id, data } of sorted) {
    const key = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');
    let place = known.get(key);
    if (place === undefined) {
      const blob = gzipSync(data);
      place = { offset: dataBytes, length: blob.length };
      known.set(key, place);
      blobs.push(blob);
      dataBytes += blob.length;
    }
    const last = entries.at(-1);
    if (last !== undefined && last.offset === place.offset && last.id + last.run === id) last.run++;
    else entries.push({ id, ...place, run: 1 });
  }
  return { entries, blobs, dataBytes };
}

/** One directory if it fits, else a root of leaves (run 0 means: a leaf). */
function directories(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const whole = directory(entries);
  if (whole.length <= MAX_ROOT_BYTES) return { root: whole, leaves: Buffer.alloc(0) };
  const parts: Buffer[] = [];
  const pointers: Entry[] = [];
  let offset = 0;
  for (let start = 0; start < entries.length; start += ENTRIES_PER_LEAF) {
    const leaf = directory(entries.slice(start, start + ENTRIES_PER_LEAF));
    pointers.push({ id: entries[start]!.id, offset, length: leaf.length, run: 0 });
    parts.push(leaf);
    offset += leaf.length;
  }
  return { root: directory(pointers), leaves: Buffer.concat(parts) };
}

/** Columns of varints: number, differences of ids, runs, lengths, offsets (0: right behind the one before, else offset + 1). */
function directory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = [];
  const push = (value: number) => {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  };
  push(entries.length);
  entries.forEach(({ id }, index) => push(id - (entries[index - 1]?.id ?? 0)));
  for (const { run } of entries) push(run);
  for (const { length } of entries) push(length);
  entries.forEach(({ offset }, index) => {
    const before = entries[index - 1];
    push(before !== undefined && before.offset + before.length === offset ? 0 : offset + 1);
  });
  return gzipSync(Buffer.from(bytes));
}

interface Sections {
  root: readonly [number, number];
  metadata: readonly [number, number];
  leaves: readonly [number, number];
  data: readonly [number, number];
  /** Addressed tiles, entries, contents. */
  counts: readonly [number, number, number];
}

function headerOf(
  { minZoom, maxZoom, bounds, centre, centreZoom }: ArchiveHead,
  { root, metadata, leaves, data, counts }: Sections,
): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(3, 7);
  [...root, ...metadata, ...leaves, ...data, ...counts].forEach((value, index) =>
    header.writeBigUInt64LE(BigInt(value), 8 + index * 8),
  );
  header.writeUInt8(1, 96);
  header.writeUInt8(GZIP, 97);
  header.writeUInt8(GZIP, 98);
  header.writeUInt8(MVT, 99);
  header.writeUInt8(minZoom, 100);
  header.writeUInt8(maxZoom, 101);
  bounds.forEach((degrees, index) => header.writeInt32LE(Math.round(degrees * 1e7), 102 + index * 4));
  header.writeUInt8(centreZoom, 118);
  centre.forEach((degrees, index) => header.writeInt32LE(Math.round(degrees * 1e7), 119 + index * 4));
  return header;
}
