// The `crs` member of GeoJSON: forbidden since RFC 7946, written all the same, and often wrong.
import { converterToWgs84 } from '../space/crs.ts';
import { firstPosition } from './features.ts';
import type { FileNote, FileRow } from './opened-file.ts';

const MEMBER = /"crs"\s*:\s*\{[^{}]*"properties"\s*:\s*\{[^{}]*"name"\s*:\s*"([^"]{1,80})"[^{}]*\}[^{}]*\}/;

export interface CrsVerdict {
  name?: string;
  notes: FileNote[];
}

/**
 * Whether what a file states is to be believed: a system in metres whose numbers are degrees, or the other way round, is not.
 *
 * @param head, end  the first and last text of the file; the member stands before or after the features
 */
export function statedCrsOf(head: string, end: string, rows: readonly FileRow[]): CrsVerdict {
  const before = head.slice(0, Math.max(0, head.indexOf('"features"')));
  const after = end.slice(end.lastIndexOf('"geometry"') + 1);
  const stated = MEMBER.exec(before)?.[1] ?? MEMBER.exec(after)?.[1];
  if (stated === undefined) return { notes: [] };
  const name = nameOf(stated);
  if (name === undefined) return { notes: [{ code: 'unknown-crs', values: { name: stated } }] };
  const points = rows.flatMap(({ geometry }) => firstPosition(geometry) ?? []);
  const inDegrees = points.length > 0 && points.every((degrees) => Math.abs(degrees) <= 180);
  const geographic = ['wgs84', 'cgcs2000'].includes(name);
  if (points.length === 0 || inDegrees === geographic) return { name, notes: [] };
  const why = inDegrees ? 'degrees' : 'metres';
  return { notes: [{ code: 'crs-member-ignored', values: { name: stated, found: why } }] };
}

/** `urn:ogc:def:crs:EPSG::4549`, `EPSG:4549`, `urn:ogc:def:crs:OGC:1.3:CRS84` … as `converterToWgs84` takes it. */
export function nameOf(stated: string): string | undefined {
  if (/CRS84$/i.test(stated)) return 'wgs84';
  const code = Number(/EPSG:(?:[\d.]*:)?(\d{4,5})$/i.exec(stated)?.[1]);
  if (code === 4326) return 'wgs84';
  if (code === 4490) return 'cgcs2000';
  const name = `EPSG:${code}`;
  try {
    converterToWgs84(name);
    return name;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
