// Makes an embedded installation once a run, as a first start does; journeys work on copies.
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { freePort } from '../prepare/postgres.ts';
import { emptyDataDir, launch } from '../support/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data directory with the city loaded into the embedded database. */
    preparedEmbedded: string;
  }
}

export default async function prepare(project: TestProject): Promise<() => void> {
  const dataDir = emptyDataDir();
  const { child, output } = await launch({ dataDir }, await freePort());
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGINT');
  });
  if (code !== 0) throw new Error(`the server ended with ${String(code)} on Ctrl-C:\n${output()}`);
  project.provide('preparedEmbedded', dataDir);
  return () => rmSync(dataDir, { recursive: true, force: true });
}
