// Brings a table of hazards into the layer on both engines: read, checked, placed, written with history; beside a bare insert of the same rows.
import { createReadStream, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, DatabaseLog } from '../../db/connection.ts';
import { openEmbedded } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { openPostgres } from '../../db/postgres.ts';
import { sql } from '../../db/sql.ts';
import { bringFile, orderCheck, orderRun } from '../../server/imports/acts.ts';
import { findImport } from '../../server/imports/store.ts';
import { workshopOf } from '../../server/imports/workshop.ts';
import { readConfig } from '../../server/platform/config.ts';
import { nameTopics } from '../../server/platform/event-log.ts';
import { openLog } from '../../server/platform/log.ts';
import { openServices } from '../../server/platform/open-services.ts';
import { csv, line, MAPPING } from '../imports/house.ts';
import { loadTown } from '../incidents/town.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { emptyDataDir } from '../support/server.ts';
import { printTable, secondsOf, type Measurement } from './table.ts';

const ROWS = Number(process.env.BENCH_IMPORT_ROWS ?? 20_000);
const CHUNK = 1_000;
const clock = () => new Date();
const quiet: DatabaseLog = { info: () => undefined, warn: () => undefined, error: console.error };

async function onPostgres(): Promise<Measurement[]> {
  const databaseUrl = await createDatabase();
  const database = await openPostgres({ databaseUrl, clock, log: quiet });
  try {
    return await measure('PostgreSQL', database);
  } finally {
    await database.close();
    await dropDatabase(databaseUrl);
  }
}

async function onEmbedded(): Promise<Measurement[]> {
  const dataDir = emptyDataDir();
  const database = await openEmbedded({ dataDir, clock, log: quiet });
  try {
    return await measure('embedded', database);
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(engine: string, database: Database): Promise<Measurement[]> {
  const dataDir = emptyDataDir();
  await migrate(database, { log: quiet });
  await loadTown(database.owner);
  const services = openServices({ database, config: readConfig({ DATA_DIR: dataDir }), clock, log: openLog('warn') });
  await nameTopics(services.db, ['imports']);
  const path = join(dataDir, 'rows.csv');
  writeFileSync(path, csv(...Array.from({ length: ROWS }, (_, no) => rowOf(no))));
  const importer = {
    db: database.as({ role: 'staff', areas: ['3202'], actor: 'bench' }),
    actor: 'bench',
    by: 'bench',
    areas: ['3202'],
    mayLimit: true,
  };
  const { id } = await bringFile(services, importer, {
    layer: 'hazards',
    fileName: 'rows.csv',
    content: createReadStream(path),
  });
  const work = async (state: string) => {
    await workshopOf(services).wake();
    const now = await findImport(services.db, id);
    if (now?.state !== state) throw new Error(`the import is ${now?.state}: ${JSON.stringify(now?.failure)}`);
  };
  const check = await secondsOf(async () => {
    await orderCheck(services, importer, id, { mapping: MAPPING, crs: 'gcj02', approximate: false });
    await work('checked');
  });
  const write = await secondsOf(async () => {
    await orderRun(services, importer, id, { partial: false });
    await work('done');
  });
  const bare = ROWS / (await bareInsert(database));
  rmSync(dataDir, { recursive: true, force: true });
  const told = (what: string, seconds: number): Measurement => ({
    what: `${engine}: ${what}`,
    unit: 'rows/s',
    ours: [ROWS / seconds],
    reference: [bare],
    goal: 'none set',
  });
  return [
    told('check (read, convert, place, compare, stage)', check),
    told('write (history, search text, journal)', write),
    told('both', check + write),
  ];
}

/** Spread over the town, a hundred metres apart. */
function rowOf(no: number): string {
  return line(`H-${no}`, `燃气调压站${no}`, 120.02 + (no % 300) * 0.001, 31.51 + (Math.floor(no / 300) % 80) * 0.001);
}

/** Seconds for the same rows by multi-row unnest into a table with an index on the point and no check at all. */
async function bareInsert({ owner }: Database): Promise<number> {
  await owner.many(sql`CREATE TABLE public.bare (code text PRIMARY KEY, name text, geom geometry(Point, 4326))`);
  await owner.many(sql`CREATE INDEX ON public.bare USING gist (geom)`);
  const rows = await owner.many<{ code: string; name: string; geom: string }>(
    sql`SELECT code, name, geom::text AS geom FROM hazards.hazard`,
  );
  return secondsOf(() =>
    owner.transaction(async (tx) => {
      for (let at = 0; at < rows.length; at += CHUNK) {
        const chunk = rows.slice(at, at + CHUNK);
        await tx.many(sql`
          INSERT INTO public.bare SELECT u.code, u.name, u.geom::geometry
            FROM unnest(${chunk.map(({ code }) => code)}::text[], ${chunk.map(({ name }) => name)}::text[], ${chunk.map(({ geom }) => geom)}::text[])
                 AS u(code, name, geom)`);
      }
    }),
  );
}

const measured = [await onPostgres(), await onEmbedded()].flat();
printTable(`Importing ${ROWS} rows`, measured);
