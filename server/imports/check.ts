// Reads a file from end to end and keeps each row with what would become of it. The layer is only looked at.
import { openFile } from '../../geodata/files/open-file.ts';
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { findDepartments } from '../platform/sharing.ts';
import { report } from './claims.ts';
import type { ImportCounts } from './contract.ts';
import { pathOfFile } from './files.ts';
import { Cancelled, LostClaim } from './interruptions.ts';
import { rowMaker } from './make-row.ts';
import { originalOf } from './original.ts';
import { stage, type Arrived, type Route } from './staging.ts';
import { cityOf, routeOf, TELL_MS, type Hands } from './steps.ts';
import { checked, moveOn, type Job } from './store.ts';
import { tell } from './telling.ts';

/** Rows a transaction: short ones, so that others come in between. */
const BATCH = 500;

/** Checks all rows of an import. @throws FileError where the file breaks off, Cancelled where it is not wanted any more */
export async function checkImport(hands: Hands, job: Job): Promise<void> {
  const { services, signal } = hands;
  const { database, clock, config, events } = services;
  const route = routeOf(job, await cityOf(services.db), 'checked');
  // Sees all rows, so that it can say that a code is taken elsewhere; writes none of a layer.
  const eyes = database.as({ role: 'job', areas: job.areas, departments: job.departments, actor: job.actor });
  await eyes.many(sql`DELETE FROM imports.staged_row WHERE import_id = ${job.id}`);
  const file = await openFile(pathOfFile(config.dataDir, job.id), { ...job.inspection.reading, signal });
  let bytesRead = 0;
  const rows = file.rows({ signal, onProgress: (bytes) => (bytesRead = bytes) });
  const keep = keeper(hands, job, route, eyes, () => Math.min(1, bytesRead / Math.max(1, file.sizeBytes)));
  const departments = await findDepartments(eyes);
  const make = rowMaker({ ...job, mapping: job.mapping!, crs: job.crs!, source: sourceOf(job), departments });
  let batch: Arrived[] = [];
  for await (const row of rows) {
    const made = make(row);
    if (!made) continue;
    batch.push({ made, original: originalOf(row) });
    if (batch.length < BATCH) continue;
    await keep(batch);
    batch = [];
  }
  const counts = await keep(batch);
  // Before, the planner thinks the table empty and compares each row with each other one when they are written.
  await database.owner.many(sql`ANALYZE imports.staged_row`);
  await eyes.transaction(async (tx) => {
    await assertGoOn(report(tx, job.id, hands.worker, { rows: counts.rows, share: 1 }, clock()));
    await moveOn(tx, job.id, ['checking'], checked(counts, clock()));
    await tell(tx, events, job.id);
  });
}

/** What the rows say of where they come from: the file and who brought it. */
export function sourceOf({ fileName, by }: Pick<Job, 'fileName' | 'by'>): string {
  const who = `（${by}）`;
  return fileName.slice(0, Math.max(0, 200 - who.length)) + who.slice(0, 200);
}

/** Keeps batches one after another and counts them; tells the screens now and then. */
function keeper({ services, worker }: Hands, job: Job, route: Route, eyes: Db, shareRead: () => number) {
  const counts: ImportCounts = { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, kept: 0 };
  let toldAt = services.clock().getTime();
  return async (batch: readonly Arrived[]): Promise<ImportCounts> => {
    if (batch.length === 0) return counts;
    const now = services.clock();
    const isTime = now.getTime() - toldAt >= TELL_MS;
    const counted = await eyes.transaction(async (tx) => {
      const added = await stage(tx, route, batch);
      await assertGoOn(report(tx, job.id, worker, { rows: counts.rows + batch.length, share: shareRead() }, now));
      if (isTime) await tell(tx, services.events, job.id);
      return added;
    });
    if (isTime) toldAt = now.getTime();
    counts.rows += batch.length;
    for (const verdict of ['added', 'changed', 'unchanged', 'refused'] as const) counts[verdict] += counted[verdict];
    return counts;
  };
}

async function assertGoOn(answer: ReturnType<typeof report>): Promise<void> {
  const word = await answer;
  if (word === 'cancelled') throw new Cancelled();
  if (word === 'lost') throw new LostClaim();
}
