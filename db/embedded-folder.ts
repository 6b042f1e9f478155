// The folder of the embedded database: made once, from a template where one was made before, and only used when whole.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { EXTENSIONS, findTemplate, keepTemplate } from './embedded-template.ts';
import type { DatabaseLog } from './connection.ts';
import type { EmbeddedEngine } from './embedded-engine.ts';

export interface Folder {
  readonly path: string;
  /** Clears what a killed first start left. The template for a database still to be made, where there is one. */
  template(): Promise<string | undefined>;
  /** Finishes a new database. */
  settle(engine: EmbeddedEngine): Promise<void>;
}

const MAKING_MS = 120_000;

export function makeFolder(path: string, log: DatabaseLog, onProgress?: (line: string) => void): Folder {
  const whole = `${path}.whole`;
  let template: string | undefined;
  return {
    path,
    template: async () => {
      template = undefined;
      if (existsSync(whole)) return undefined;
      rmSync(path, { recursive: true, force: true });
      onProgress?.('Making the embedded database (once, up to half a minute) …');
      template = await findTemplate();
      return template;
    },
    settle: async (engine) => {
      if (existsSync(whole)) return;
      if (template === undefined) {
        await engine.query(EXTENSIONS, [], MAKING_MS);
        await keepTemplate(await engine.dump(), log);
      }
      await engine.query('CHECKPOINT', [], MAKING_MS);
      writeFileSync(whole, 'The database in the folder beside this file was made to its end.\n', {
        flush: true,
      } as object);
    },
  };
}
