// When a disk will be full, from how it filled until now. Pure.

/** What was free at a moment. */
export interface FreeAt {
  /** ISO text. */
  readonly at: string;
  readonly freeBytes: number;
}

const DAY_MS = 24 * 3600 * 1000;
/** Less than this long says nothing about a trend, days. */
const LEAST_DAYS = 1;
/** Further ahead nobody plans, and the figure would be noise, days. */
const FARTHEST_DAYS = 365;

/** The slope of the least-squares line through what was measured, bytes a day; undefined where less than a day was watched. */
export function growthPerDay(samples: readonly { readonly at: string; readonly bytes: number }[]): number | undefined {
  const points = samples.map(({ at, bytes }) => [Date.parse(at) / DAY_MS, bytes] as const);
  const days = points.map(([day]) => day);
  if (points.length < 2 || Math.max(...days) - Math.min(...days) < LEAST_DAYS) return undefined;
  const meanDay = days.reduce((sum, day) => sum + day, 0) / points.length;
  const meanBytes = points.reduce((sum, [, bytes]) => sum + bytes, 0) / points.length;
  const spread = points.reduce((sum, [day]) => sum + (day - meanDay) ** 2, 0);
  return points.reduce((sum, [day, bytes]) => sum + (day - meanDay) * (bytes - meanBytes), 0) / spread;
}

/** Days until nothing is free, where it goes on as in the samples; undefined where it does not fill, or not within a year. */
export function fullInDays(samples: readonly FreeAt[]): number | undefined {
  const last = samples.at(-1);
  const growth = growthPerDay(samples.map(({ at, freeBytes }) => ({ at, bytes: -freeBytes })));
  if (!last || growth === undefined || growth <= 0) return undefined;
  const days = last.freeBytes / growth;
  return days <= FARTHEST_DAYS ? days : undefined;
}

/** Free space below which it is too late to look for room at leisure. */
export interface DiskLimits {
  readonly warnPercent: number;
  readonly warnBytes: number;
  readonly warnDays: number;
}

/** low: below one of the limits, or full within the days of warning. */
export function judgeDisk(
  disk: { readonly freeBytes: number; readonly totalBytes: number; readonly fullInDays: number | undefined },
  { warnPercent, warnBytes, warnDays }: DiskLimits,
): 'ok' | 'low' {
  const isLow =
    disk.freeBytes < warnBytes ||
    disk.freeBytes < (disk.totalBytes * warnPercent) / 100 ||
    (disk.fullInDays !== undefined && disk.fullInDays < warnDays);
  return isLow ? 'low' : 'ok';
}
