// Installations for journeys: copies of the one that tests/journeys/prepare.ts made, so that each starts in seconds.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { accountOf } from '../support/accounts.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { emptyDataDir, startServer, type RunningServer, type ServerOptions } from '../support/server.ts';

/** A server on the embedded engine with the city loaded and no incident. */
export function startEmbedded(options: Omit<ServerOptions, 'dataDir' | 'databaseUrl'> = {}): Promise<RunningServer> {
  return startServer({ ...options, dataDir: copyOf(inject('preparedEmbedded')) });
}

export interface SharedDatabase {
  /** One more server process on the same database. */
  start(options?: Omit<ServerOptions, 'dataDir' | 'databaseUrl'>): Promise<RunningServer>;
  /** Ends all that was started and drops the database. */
  remove(): Promise<void>;
}

/** An empty PostgreSQL database. The first server makes it ready; later ones join with nothing but its keys and accounts. */
export async function sharedDatabase(): Promise<SharedDatabase> {
  const databaseUrl = await createDatabase();
  const servers: RunningServer[] = [];
  return {
    start: async (options = {}) => {
      const [first] = servers;
      const dataDir = emptyDataDir();
      if (first)
        for (const file of ['feed.key', 'accounts.json', 'sealing.key'])
          cpSync(join(first.dataDir, file), join(dataDir, file));
      const server = await startServer({ ...options, databaseUrl, dataDir });
      if (!first) await accountOf(server, 'manager');
      servers.push(server);
      return server;
    },
    remove: async () => {
      for (const server of servers) await server.remove();
      await dropDatabase(databaseUrl);
    },
  };
}

function copyOf(prepared: string): string {
  const folder = emptyDataDir();
  cpSync(prepared, folder, { recursive: true });
  return folder;
}
