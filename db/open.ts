// The one place that chooses an engine.
import type { Database, DatabaseLog } from './connection.ts';
import { openEmbedded } from './embedded.ts';
import { openPostgres } from './postgres.ts';

export interface DatabaseOptions {
  /** postgres://… of the running house; absent: the embedded database in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** postgres://… of the owner (migrations, city loading, backup); absent: the same login. */
  readonly adminUrl?: string | undefined;
  readonly dataDir: string;
  readonly clock: () => Date;
  readonly log: DatabaseLog;
  /** How the connections name themselves on a server; 'fengsui' where absent. */
  readonly applicationName?: string | undefined;
  /** Lines for a person who waits. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

/** @throws DatabaseHeld | DatabaseUnavailable */
export function openDatabase({ databaseUrl, ...options }: DatabaseOptions): Promise<Database> {
  return databaseUrl ? openPostgres({ databaseUrl, ...options }) : openEmbedded(options);
}
