// Makes an installation on each engine once a run, as a first start does; journeys work on copies.
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { freePort } from '../prepare/postgres.ts';
import { emptyDataDir, launch } from '../support/server.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data directory with the city loaded into the embedded database. */
    preparedEmbedded: string;
    /** The data directory that belongs to `preparedDatabase`. */
    preparedPostgres: string;
    /** URL of a PostgreSQL database with the city loaded; nobody is connected to it. */
    preparedDatabase: string;
  }
}

export default async function prepare(project: TestProject): Promise<() => Promise<void>> {
  const [embedded, postgres, database] = [emptyDataDir(), emptyDataDir(), await createDatabase()];
  await startOnce(embedded);
  await startOnce(postgres, database);
  project.provide('preparedEmbedded', embedded);
  project.provide('preparedPostgres', postgres);
  project.provide('preparedDatabase', database);
  return async () => {
    for (const folder of [embedded, postgres]) rmSync(folder, { recursive: true, force: true });
    await dropDatabase(database);
  };
}

async function startOnce(dataDir: string, databaseUrl?: string): Promise<void> {
  const { child, output } = await launch({ dataDir, ...(databaseUrl ? { databaseUrl } : {}) }, await freePort());
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGINT');
  });
  if (code !== 0) throw new Error(`the server ended with ${String(code)} on Ctrl-C:\n${output()}`);
}
