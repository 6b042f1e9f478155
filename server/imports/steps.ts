// The three steps of an import that take time: check, write, take back. Each ends in one transaction with its event and its record.
import { AsyncResource } from 'node:async_hooks';
import type { Db, Tx } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import type { Services } from '../platform/services.ts';
import { leavingLimits } from '../city/loading/targets.ts';
import { report } from './claims.ts';
import { findCounts, tell } from './telling.ts';
import { columnsSaid, LAYER_RULES, targetOf, type City } from './layer-rules.ts';
import { changedLimits } from './limits.ts';
import { Busy, Cancelled, LostClaim } from './interruptions.ts';
import type { Route } from './staging.ts';
import { moveOn, objectOf, saysLimits, undone, written, type Job } from './store.ts';
import { takeBack } from './take-back.ts';
import { writeStaged } from './write.ts';

/** Who does the work, and how it is told to stop. */
export interface Hands {
  readonly services: Services;
  readonly worker: string;
  readonly signal: AbortSignal;
}

const ROWS_A_STATEMENT = 500;
/** Screens are told at most so often, ms. */
export const TELL_MS = 1000;

/**
 * How the rows of an import come into their layer. Where nobody who may has said for which departments they are, that is compared with what
 * is there and never written.
 */
export function routeOf({ id, layer, mapping, limits }: Job, city: City, rows: 'checked' | 'written'): Route {
  const says = rows === 'checked' ? saysLimits(mapping!) : limits;
  const target = says ? targetOf(layer, city) : leavingLimits(targetOf(layer, city));
  return { importId: id, target, rules: LAYER_RULES[layer], limits, ...columnsSaid(layer, target, mapping!) };
}

/** Writes what was checked: all of it, or nothing. */
export async function writeImport(hands: Hands, job: Job): Promise<void> {
  const { services } = hands;
  const route = routeOf(job, await cityOf(services.db), 'written');
  await inOnePiece(
    hands,
    job,
    route,
    'written',
    async (tx, range) => {
      const { paths } = await writeStaged(tx, route, ...range);
      return paths;
    },
    async (tx) => {
      const counts = await findCounts(tx, job.id);
      const { layer, fileName, sha256, mapping, crs, headings } = job;
      await tx.one(sql`
      INSERT INTO imports.learnt_mapping (layer, headings, mapping, crs, used_at)
      VALUES (${layer}, ${headings}, ${JSON.stringify(mapping)}::jsonb, ${crs}, ${services.clock()})
      ON CONFLICT (sight, layer, headings) DO UPDATE SET mapping = excluded.mapping, crs = excluded.crs, used_at = excluded.used_at`);
      await record(tx, {
        act: 'imports:written',
        object: objectOf(job.id),
        after: { layer, fileName, sha256, crs, counts },
      });
      return written(counts, services.clock());
    },
  );
}

/** Takes back what was written, as far as it is still as it was written. */
export async function undoImport(hands: Hands, job: Job): Promise<void> {
  const { services } = hands;
  const route = routeOf(job, await cityOf(services.db), 'written');
  await inOnePiece(
    hands,
    job,
    route,
    'undone',
    async (tx, range) => {
      const { paths } = await takeBack(tx, route, ...range);
      return paths;
    },
    async (tx) => {
      const counts = await findCounts(tx, job.id);
      await record(tx, {
        act: 'imports:undone',
        object: objectOf(job.id),
        before: job.counts,
        after: { kept: counts.kept },
      });
      return undone(counts, services.clock());
    },
  );
}

type Piece = (tx: Tx, range: readonly [first: number, last: number]) => Promise<string[] | null>;

/** Runs a step over all staged rows in one transaction of the importer; `finish` answers how the import stands then. */
async function inOnePiece(
  hands: Hands,
  job: Job,
  route: Route,
  step: 'written' | 'undone',
  piece: Piece,
  finish: (tx: Tx) => Promise<Sql>,
): Promise<void> {
  const { database, events } = hands.services;
  const { rules } = route;
  const tellProgress = progressOf(hands, job);
  await database
    .as({ role: rules.role, areas: job.areas, departments: job.departments, actor: job.actor })
    .transaction(async (tx) => {
      await takeTurn(tx, job);
      const { last } = (await tx.one<{ last: number }>(sql`
      SELECT coalesce(max(row), 0) AS last FROM imports.staged_row WHERE import_id = ${job.id}`))!;
      const paths = new Set<string>();
      for (let first = 1; first <= last; first += ROWS_A_STATEMENT) {
        await assertWanted(tx, hands, job);
        const touched = await piece(tx, [first, first + ROWS_A_STATEMENT - 1]);
        touched?.forEach((path) => paths.add(path));
        const rows = Math.min(last, first + ROWS_A_STATEMENT - 1);
        tellProgress({ rows, share: rows / last });
      }
      if (rules.tiles && paths.size > 0) await tx.one(sql`SELECT platform.bump_layer(${rules.tiles}, ${[...paths]})`);
      const end = await finish(tx);
      await assertWanted(tx, hands, job);
      const limited = await changedLimits(tx, route, step);
      await moveOn(tx, job.id, [job.state], end);
      await tell(tx, events, job.id, limited);
    });
}

/** One import at a time writes a layer, and none while a city is loaded; who finds it taken comes again. */
async function takeTurn(tx: Tx, { layer }: Job): Promise<void> {
  const turn = await tx.one<{ free: boolean }>(sql`
    SELECT pg_try_advisory_xact_lock_shared(hashtextextended('city.load', 0))
       AND pg_try_advisory_xact_lock(hashtextextended(${`imports.write.${layer}`}, 0)) AS free`);
  if (!turn!.free) throw new Busy();
}

async function assertWanted(tx: Tx, { worker, signal }: Hands, { id, state }: Job): Promise<void> {
  signal.throwIfAborted();
  const row = await tx.one<{ mine: boolean; cancelWanted: boolean }>(sql`
    SELECT claimed_by = ${worker} AND state = ${state} AS mine, cancel_wanted AS "cancelWanted" FROM imports.import WHERE id = ${id}`);
  if (!row?.mine) throw new LostClaim();
  if (row.cancelWanted) throw new Cancelled();
}

/** Tells how far a long transaction is, from beside it. The embedded engine has no beside: there the end is what is told. */
function progressOf({ services, worker }: Hands, { id }: Job): (done: { rows: number; share: number }) => void {
  const { database, db, events, clock, log } = services;
  if (database.engine === 'embedded') return () => undefined;
  let running = false;
  let toldAt = clock().getTime();
  return AsyncResource.bind((done: { rows: number; share: number }) => {
    if (running || clock().getTime() - toldAt < TELL_MS) return;
    running = true;
    toldAt = clock().getTime();
    db.transaction(async (tx) => {
      if ((await report(tx, id, worker, done, clock())) === 'go-on') await tell(tx, events, id);
    })
      .catch((error: unknown) => log.warn({ err: error }, 'The progress of an import could not be told'))
      .finally(() => (running = false));
  });
}

/** @throws Error where no city is loaded: then there is no division that a row could lie in */
export async function cityOf(db: Db): Promise<City> {
  const city = await db.one<City>(sql`
    SELECT json_build_array(ST_X(centre), ST_Y(centre)) AS centre,
           json_build_array(ST_XMin(bounds), ST_YMin(bounds), ST_XMax(bounds), ST_YMax(bounds)) AS bounds FROM city.city`);
  if (!city) throw new Error('No city is loaded');
  return city;
}
