// A log with entries in it, sealed and anchored as by the running server, and somebody who owns the database and tampers with it.
import type { Database } from '../../db/connection.ts';
import { sql, trusted } from '../../db/sql.ts';
import { record } from '../../server/audit/record.ts';
import { openAnchoring, sealAll } from '../../server/audit/sealer.ts';
import { verify } from '../../server/audit/verify.ts';
import { startApp, type StartOptions, type TestApp } from '../support/app.ts';

export interface AuditLog extends TestApp {
  /** Writes entries, each in a transaction of its own. */
  act(count: number, areas?: readonly string[]): Promise<void>;
  /** One round of the sealer, its anchor too. */
  seal(): Promise<void>;
  verify(): ReturnType<typeof verify>;
  /** As the owner, past every right; the triggers are off, as somebody would have them who knows of them. */
  tamper(statements: string): Promise<void>;
}

/** Cities of the tests: the log of an administrator of all of them shows everything. */
export const DIVISIONS = ['3202', '320205', '320213'];

export async function openAuditLog(options: StartOptions = {}): Promise<AuditLog> {
  const app = await startApp(options);
  const { database, services, clock } = app;
  await divide(database);
  let acts = 0;
  return {
    ...app,
    async act(count, areas = ['320205']) {
      const db = database.as({ role: 'staff', areas, actor: 'wang', purpose: 'warning' });
      for (let n = 0; n < count; n += 1) {
        acts += 1;
        await db.transaction((tx) =>
          record(tx, { act: 'acts:do', object: `acts.act/${acts}`, before: { n: acts - 1 }, after: { n: acts } }),
        );
      }
    },
    // A round like those of the server's: the anchoring begins where the file ends.
    async seal() {
      await sealAll(services.db);
      await (
        await openAnchoring(services)
      )(clock());
    },
    verify: () => verify(services, services.db),
    tamper: async (statements) => {
      const quiet = (how: string) => `ALTER TABLE audit.entry ${how} TRIGGER USER;`;
      await database.owner.many(trusted(`${quiet('DISABLE')} ${statements}; ${quiet('ENABLE')}`));
    },
  };
}

async function divide({ owner }: Database): Promise<void> {
  await owner.many(sql`
    INSERT INTO grids.division (path, code, name, name_initials, name_pinyin, level, parent_path, centre, bounds, quasi, synthetic)
    SELECT path, rpad(path, 12, '0'), path, '', '', CASE length(path) WHEN 4 THEN 'city' ELSE 'county' END,
           CASE length(path) WHEN 6 THEN left(path, 4) END, 'SRID=4326;POINT(120.3 31.5)',
           ST_MakeEnvelope(120, 31, 121, 32, 4326), false, true
      FROM unnest(${DIVISIONS}::text[]) AS given (path)`);
}
