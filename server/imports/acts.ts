// What staff do with an import: bring a file, look at it otherwise, check, run, cancel, take back, put away.
import type { Readable } from 'node:stream';
import type { Db, Tx } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { converterToWgs84 } from '../../geodata/space/crs.ts';
import { record, type Act } from '../audit/record.ts';
import type { Services } from '../platform/services.ts';
import { Problem } from '../platform/problem.ts';
import type { CheckOrder, Import, ImportLayer, ImportMapping, Reading, RunOrder } from './contract.ts';
import { hostOf, keepFile, pathOfFile, removeFile } from './files.ts';
import { inspectFile } from './inspect.ts';
import * as store from './store.ts';
import { AUDIENCE, tell, tellGone, type Audience } from './telling.ts';
import { WORK_CHANNEL, workshopOf } from './workshop.ts';

/** Whoever imports, and the database as they may see it. */
export interface Importer {
  readonly db: Db;
  readonly actor: string;
  readonly by: string;
  readonly areas: readonly string[];
  /** They may say for which departments a thing is. */
  readonly mayLimit: boolean;
}

export interface Delivery {
  readonly layer: ImportLayer;
  readonly fileName: string;
  readonly content: Readable;
  readonly bytes?: number | undefined;
}

/** Takes a file in and looks into it. @throws Problem where it cannot be kept or read */
export async function bringFile(services: Services, importer: Importer, delivery: Delivery): Promise<Import> {
  const { config, events, clock } = services;
  if (importer.areas.length === 0) throw new Problem(403, 'not-allowed', 'You have no area to import into');
  const file = await keepFile(config.dataDir, delivery.content, delivery.bytes);
  const { layer, fileName } = delivery;
  try {
    const inspected = await inspectFile(importer.db, pathOfFile(config.dataDir, file.id), layer, {});
    const host = await hostOf(config.dataDir);
    const { actor, by, areas } = importer;
    return await importer.db.transaction(async (tx) => {
      await store.addImport(tx, { ...file, ...inspected, layer, fileName, host, actor, by, areas }, clock());
      await record(tx, {
        act: 'imports:upload',
        object: store.objectOf(file.id),
        after: { layer, fileName, bytes: file.bytes, sha256: file.sha256 },
      });
      await tell(tx, events, file.id);
      return store.importOf(store.findImport(tx, file.id));
    });
  } catch (error) {
    await removeFile(config.dataDir, file.id);
    throw error;
  }
}

const SETTLED = ['inspected', 'checked', 'failed', 'cancelled'] as const;

/** Reads the same file as another sheet, in another encoding, with another heading. */
export async function inspectAnew(services: Services, { db }: Importer, id: string, reading: Reading): Promise<Import> {
  const job = await store.jobOf(db, id);
  const { inspection, headings } = await inspectFile(db, await fileHere(services, job), job.layer, reading);
  const change = store.inspectedAnew(inspection, headings, services.clock());
  return changed(services, db, id, { act: 'inspect', from: SETTLED, change, after: reading });
}

/** Orders a check of all rows; nothing is written to the layer. */
export async function orderCheck(
  services: Services,
  { db, actor, mayLimit }: Importer,
  id: string,
  order: CheckOrder,
): Promise<Import> {
  const { inspection, fileKept } = await store.jobOf(db, id);
  assertFits(
    order,
    inspection.columns.map(({ name }) => name),
  );
  if (!fileKept) throw new Problem(409, 'file-gone', 'The file is no longer kept: bring it again');
  const change = store.checkOrdered(order, { actor, mayLimit }, services.clock());
  return atWork(services, await changed(services, db, id, { act: 'check', from: SETTLED, change, after: order }));
}

/** Orders what was checked to be written. @throws Problem 409 where rows are refused and the others shall not be written without them */
export async function orderRun(
  services: Services,
  { db, actor, mayLimit }: Importer,
  id: string,
  { partial }: RunOrder,
): Promise<Import> {
  const job = await store.jobOf(db, id);
  assertMayLimit(job, mayLimit);
  const { counts } = job;
  const refused = counts?.refused ?? 0;
  if (refused > 0 && !partial)
    throw new Problem(
      409,
      'rows-refused',
      `${refused} rows are refused: correct them, or say that the others are written`,
    );
  const change = store.runOrdered(partial, actor, services.clock());
  const order = { act: 'run', from: ['checked'], change, after: { partial, counts } } as const;
  return atWork(services, await changed(services, db, id, order));
}

/** Does not want it any more. What runs is taken back by the database; what is done is for the undo, which is not cancelled. */
export async function cancel(services: Services, { db, areas }: Importer, id: string): Promise<Import> {
  // The embedded database answers nobody before it has written: what this process knows of its own work must do.
  if (services.database.engine === 'embedded') workshopOf(services).cancel(id, areas);
  const found = await store.jobOf(db, id);
  const { state } = found;
  if (state === 'cancelled') return found;
  const at = { act: 'cancel', before: { state } } as const;
  if (state !== 'checking' && state !== 'writing')
    return changed(services, db, id, {
      ...at,
      from: ['inspected', 'checked', 'failed'],
      change: store.cancelled(services.clock()),
    });
  const wanted = await changed(services, db, id, {
    ...at,
    from: ['checking', 'writing', 'cancelled'],
    change: sql`cancel_wanted = state <> 'cancelled'`,
  });
  workshopOf(services).cancel(id, areas);
  return wanted;
}

/** Takes a whole import back, row by row as far as each is still as it was written. */
export async function orderUndo(services: Services, { db, actor, mayLimit }: Importer, id: string): Promise<Import> {
  const job = await store.jobOf(db, id);
  assertMayLimit(job, mayLimit);
  const { undoable, state, counts } = job;
  if (state === 'done' && !undoable)
    throw new Problem(409, 'not-undoable', 'There is nothing to take back, or it is not remembered any more');
  const change = store.undoOrdered(actor, services.clock());
  return atWork(services, await changed(services, db, id, { act: 'undo', from: ['done'], change, before: { counts } }));
}

/** Puts away an import that has written nothing. */
export async function putAway(services: Services, { db }: Importer, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const gone = await tx.one<Audience>(sql`
      DELETE FROM imports.import WHERE id = ${id} AND state = ANY(${[...SETTLED]}::text[]) RETURNING ${AUDIENCE}`);
    if (gone) {
      await record(tx, { act: 'imports:remove', object: store.objectOf(id) });
      return tellGone(tx, services.events, [gone]);
    }
    const { state } = await store.jobOf(tx, id);
    throw new Problem(409, 'import-state', 'The import has moved on: this cannot be done now', {
      detail: `It is ${state}.`,
    });
  });
  await removeFile(services.config.dataDir, id);
}

/** What was checked by somebody who may limit things is written and taken back by those alone. @throws Problem 403 */
function assertMayLimit({ limits }: store.Job, mayLimit: boolean): void {
  if (limits && !mayLimit)
    throw new Problem(
      403,
      'limits-not-yours',
      'This import changes for which departments things are: you may not do that',
    );
}

/** The path of the file. @throws Problem 409 where it is not kept, or on another server */
export async function fileHere({ config }: Services, { id, fileKept, host }: store.Job): Promise<string> {
  if (!fileKept) throw new Problem(409, 'file-gone', 'The file is no longer kept: bring it again');
  if (host !== (await hostOf(config.dataDir)))
    throw new Problem(409, 'file-elsewhere', 'The file was taken in by another server of this installation: ask there');
  return pathOfFile(config.dataDir, id);
}

/** @throws Problem 422 where a column is not there or the CRS is not known */
export function assertFits(
  { mapping, crs }: { mapping: ImportMapping; crs: string },
  columns: readonly string[],
): void {
  const { place } = mapping;
  const ofPlace = place?.kind === 'lon-lat' ? [place.lon, place.lat] : place?.kind === 'wkt' ? [place.column] : [];
  const errors = [...Object.entries(mapping.columns), ...ofPlace.map((name) => ['place', name] as const)]
    .filter(([, name]) => !columns.includes(name))
    .map(([field]) => ({
      pointer: `/body/mapping/${field === 'place' ? '' : 'columns/'}${field}`,
      detail: 'no such column',
    }));
  if (errors.length > 0) throw new Problem(422, 'no-such-column', 'The file has no such column', { errors });
  try {
    converterToWgs84(crs);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem(422, 'unknown-crs', 'This coordinate system is not known here', {
      errors: [{ pointer: '/body/crs', detail: 'not known' }],
    });
  }
}

interface Order extends Pick<Act, 'before' | 'after'> {
  readonly act: 'inspect' | 'check' | 'run' | 'cancel' | 'undo';
  readonly from: readonly Import['state'][];
  readonly change: Sql;
}

/** Changes an import in the name of the caller. */
function changed(services: Services, db: Db, id: string, { act, from, change, ...seen }: Order): Promise<Import> {
  return db.transaction(async (tx: Tx) => {
    await store.moveOn(tx, id, from, change);
    await record(tx, { act: `imports:${act}`, object: store.objectOf(id), ...seen });
    await tell(tx, services.events, id);
    return store.importOf(store.findImport(tx, id));
  });
}

/** Begins the work here and lets other processes know of it. */
function atWork(services: Services, ordered: Import): Import {
  void workshopOf(services).wake();
  services.database
    .notify(WORK_CHANNEL)
    .catch((error: unknown) => services.log.warn({ err: error }, 'Nobody was woken; the next look will see the work'));
  return ordered;
}
