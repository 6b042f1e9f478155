// Makes an embedded installation once a run, as a first start does; journeys work on copies.
import type { TestProject } from 'vitest/node';
import { accountOf } from '../support/accounts.ts';
import { emptyDataDir, startServer } from '../support/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data directory with the city loaded into the embedded database, and an account of a manager. */
    preparedEmbedded: string;
  }
}

export default async function prepare(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer({ dataDir: emptyDataDir() });
  await accountOf(server, 'manager');
  const code = await server.stop();
  if (code !== 0) throw new Error(`the server ended with ${String(code)} on Ctrl-C:\n${server.output()}`);
  project.provide('preparedEmbedded', server.dataDir);
  return server.remove;
}
