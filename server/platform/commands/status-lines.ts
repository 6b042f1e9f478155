import type { DatabaseStatus } from '../../../db/status.ts';
import type { Storage } from '../storage.ts';

const MEGABYTE = 1024 * 1024;
const SHOWN_TABLES = 10;

/** The database's clock beside ours; `aheadS` undefined where it has none of its own. */
export interface Clocks {
  readonly aheadS: number | undefined;
  readonly isAdrift: boolean;
}

/** The status as a person reads it. */
export function statusLines(status: DatabaseStatus, storage: Storage, clocks: Clocks): string[] {
  const { engine, postgres, postgis, applied, pending, notLeakproof, tables, otherConnections } = status;
  const wal = status.walBytes === null ? 'not visible to this login' : megabytes(status.walBytes);
  return [
    `engine         ${engine}: PostgreSQL ${postgres}, PostGIS ${postgis ?? 'not installed'}`,
    `size           ${megabytes(status.sizeBytes)}, write-ahead log ${wal}`,
    `disk           ${diskLine(storage)}`,
    `clock          ${clockLine(clocks)}`,
    `migrations     ${applied.length} applied${applied.length > 0 ? `, last ${applied.at(-1)!.name} at ${applied.at(-1)!.appliedAt}` : ''}`,
    `pending        ${pending.length === 0 ? 'none' : pending.join(', ')}`,
    `leakproof      ${notLeakproof.length === 0 ? 'yes' : `no: ${notLeakproof.join(', ')} (searches are slow; see db/migrations/README.md)`}`,
    `roles          ${status.roles.join(', ') || 'none'}`,
    `servers        ${otherConnections} other connections`,
    ...tables
      .slice(0, SHOWN_TABLES)
      .map(({ name, rows, bytes }) => `table          ${name}: about ${rows} rows, ${megabytes(bytes)}`),
  ];
}

function clockLine({ aheadS, isAdrift }: Clocks): string {
  if (aheadS === undefined) return 'that of this machine';
  const by = `${Math.abs(aheadS).toFixed(1)} s ${aheadS < 0 ? 'behind' : 'ahead of'} that of this machine`;
  return isAdrift ? `${by} (warning: set both by one time server)` : by;
}

function diskLine({ state, freeBytes, totalBytes, databaseGrowthPerDayBytes: growth, fullInDays }: Storage): string {
  const room =
    freeBytes === null || totalBytes === null
      ? 'the disk of DATA_DIR cannot be read'
      : `${megabytes(freeBytes)} of ${megabytes(totalBytes)} free in DATA_DIR`;
  const warning = state === 'low' ? ' (warning: too little)' : '';
  const full = fullInDays === null ? '' : `, full in about ${Math.floor(fullInDays)} days`;
  return `${room}${warning}${full}${growth === null ? '' : `, the database grows by ${megabytes(growth)} a day`}`;
}

const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;
