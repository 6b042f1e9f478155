// Seals and verifies a long log on both engines, beside what the same rows cost when nothing is proven: a plain hash of every entry.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, DatabaseLog } from '../../db/connection.ts';
import { openEmbedded } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { openPostgres } from '../../db/postgres.ts';
import { sql } from '../../db/sql.ts';
import { openAnchoring, sealAll } from '../../server/audit/sealer.ts';
import { verify } from '../../server/audit/verify.ts';
import { readConfig } from '../../server/platform/config.ts';
import { openLog } from '../../server/platform/log.ts';
import { openServices } from '../../server/platform/open-services.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { emptyDataDir } from '../support/server.ts';
import { printTable, secondsOf, type Measurement } from './table.ts';

const ROUNDS = 3;
const WRITES = 300;
const clock = () => new Date();
const quiet: DatabaseLog = { info: () => undefined, warn: () => undefined, error: console.error };

async function onPostgres(): Promise<Measurement[]> {
  const databaseUrl = await createDatabase();
  const database = await openPostgres({ databaseUrl, clock, log: quiet });
  try {
    return await measure('PostgreSQL', database, Number(process.env.BENCH_AUDIT_ROWS ?? 500_000));
  } finally {
    await database.close();
    await dropDatabase(databaseUrl);
  }
}

async function onEmbedded(): Promise<Measurement[]> {
  const dataDir = emptyDataDir();
  const database = await openEmbedded({ dataDir, clock, log: quiet });
  try {
    return await measure('embedded', database, Number(process.env.BENCH_AUDIT_ROWS ?? 100_000));
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(engine: string, database: Database, rows: number): Promise<Measurement[]> {
  const dataDir = emptyDataDir();
  await migrate(database, { log: quiet });
  const config = readConfig({ AUDIT_ANCHOR_FILE: join(dataDir, 'anchors.jsonl') });
  const services = openServices({ database, config, clock, log: openLog('warn') });
  await fill(database, rows);
  const sealing = rows / (await secondsOf(() => sealAll(services.db)));
  await (
    await openAnchoring(services)
  )(clock());
  for (const table of ['entry', 'seal'])
    await database.owner.many(table === 'entry' ? sql`ANALYZE audit.entry` : sql`ANALYZE audit.seal`);
  const verified: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const seconds = await secondsOf(async () => {
      const found = await verify(services, services.db);
      if (!found.proven || found.sealed !== rows) throw new Error(JSON.stringify(found));
    });
    verified.push(rows / seconds);
    bare.push(rows / (await secondsOf(() => hashAll(database))));
  }
  const { plain, digested } = await writes(database);
  rmSync(dataDir, { recursive: true, force: true });
  return [
    { what: `${engine}: verify ${rows} rows (goal 100,000 rows/s)`, unit: 'rows/s', ours: verified, reference: bare, goal: 'none set' }, // prettier-ignore
    { what: `${engine}: seal`, unit: 'rows/s', ours: [sealing], reference: [median(bare)], goal: 'none set' },
    { what: `${engine}: a recorded act, with its digest`, unit: 'ms', ours: digested, reference: plain, goal: '≤ 1.3' },
  ];
}

const median = (figures: readonly number[]) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)]!;

/** Entries like those of acts on incidents. */
async function fill({ owner }: Database, rows: number): Promise<void> {
  for (let at = 0; at < rows; at += 20_000) {
    await owner.many(sql`
      INSERT INTO audit.entry (at, actor, role, areas, from_address, act, object, before, after)
      SELECT now() - interval '1 hour' + n * interval '1 ms', 'user-' || n % 100, 'fengsui_staff', '{320205}', '10.0.0.7', 'incidents:acknowledged',
             'incidents.incident/' || gen_random_uuid(), jsonb_build_object('state', 'reported', 'revision', 1),
             jsonb_build_object('state', 'acknowledged', 'revision', 2, 'acknowledgedAt', now())
        FROM generate_series(${at + 1}::integer, ${Math.min(rows, at + 20_000)}::integer) AS n`);
  }
}

/** The least that any proof must do: read every entry and hash what it says. */
const hashAll = ({ owner }: Database) =>
  owner.many(sql`SELECT count(sha256(convert_to(e::text, 'UTF8'))) FROM audit.entry e`);

/** Milliseconds of transactions that write an entry, with the triggers of the digest and without, in turns. */
async function writes({ owner }: Database): Promise<{ plain: number[]; digested: number[] }> {
  const plain: number[] = [];
  const digested: number[] = [];
  await owner.many(sql`CREATE TABLE public.bare (LIKE audit.entry INCLUDING ALL)`);
  await owner.many(sql`ALTER TABLE public.bare ALTER digest DROP NOT NULL`);
  for (let n = 0; n < WRITES; n += 1) {
    const object = `incidents.incident/${n}`;
    plain.push(await secondsOf(() => owner.one(sql`INSERT INTO public.bare (act, object) VALUES ('acts:do', ${object})`))); // prettier-ignore
    digested.push(await secondsOf(() => owner.one(sql`INSERT INTO audit.entry (act, object) VALUES ('acts:do', ${object})`))); // prettier-ignore
  }
  return { plain: plain.map(toMs), digested: digested.map(toMs) };
}

const toMs = (seconds: number) => seconds * 1000;

printTable('The audit', [await onPostgres(), await onEmbedded()].flat());
