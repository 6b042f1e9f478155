import type { DatabaseStatus } from '../../../db/status.ts';

const MEGABYTE = 1024 * 1024;
const SHOWN_TABLES = 10;

/** The status as a person reads it. */
export function statusLines(status: DatabaseStatus): string[] {
  const { engine, postgres, postgis, applied, pending, notLeakproof, tables, otherConnections } = status;
  const wal = status.walBytes === null ? 'not visible to this login' : megabytes(status.walBytes);
  return [
    `engine         ${engine}: PostgreSQL ${postgres}, PostGIS ${postgis ?? 'not installed'}`,
    `size           ${megabytes(status.sizeBytes)}, write-ahead log ${wal}`,
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

const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;
