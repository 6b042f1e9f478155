// The room that is left: the disk of DATA_DIR, the size of the database, and how both went on in the last weeks.
import { statfs } from 'node:fs/promises';
import { Type, type Static } from 'typebox';
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Job } from './capability.ts';
import { fullInDays, growthPerDay, judgeDisk, type FreeAt } from './disk-forecast.ts';
import type { Services } from './services.ts';

const EVERY_MS = 60 * 60 * 1000;
/** A sample an hour for two weeks. */
const KEEP = 336;
const SETTING = 'storage-samples';
/** A week to find room in. */
const WARN_DAYS = 7;

const Bytes = Type.Union([Type.Number(), Type.Null()]);
/** Sizes in bytes. The disk of a PostgreSQL elsewhere cannot be seen: there, the growth of the database has to tell. */
export const Storage = Type.Object({
  /** low: warn now; unknown: the disk cannot be read. */
  state: Type.Enum(['ok', 'low', 'unknown']),
  freeBytes: Bytes,
  totalBytes: Bytes,
  databaseBytes: Bytes,
  /** null while less than a day was watched. */
  databaseGrowthPerDayBytes: Bytes,
  /** null where the disk does not fill, not within a year, or it is not known yet. */
  fullInDays: Type.Union([Type.Number(), Type.Null()]),
});
export type Storage = Static<typeof Storage>;

interface Sample extends FreeAt {
  readonly databaseBytes: number;
}

/** As it is now, with a forecast from the samples. Parts that cannot be read are null. */
export async function readStorage({ db, config }: Pick<Services, 'db' | 'config'>): Promise<Storage> {
  const [disk, database, samples] = await Promise.all([
    readDisk(config.dataDir),
    readDatabaseBytes(db).catch(() => null),
    readSamples(db).catch((): Sample[] => []),
  ]);
  const full = fullInDays(samples);
  const growth = growthPerDay(samples.map(({ at, databaseBytes }) => ({ at, bytes: databaseBytes })));
  const limits = { warnPercent: config.diskWarnPercent, warnBytes: config.diskWarnBytes, warnDays: WARN_DAYS };
  return {
    state: disk ? judgeDisk({ ...disk, fullInDays: full }, limits) : 'unknown',
    freeBytes: disk?.freeBytes ?? null,
    totalBytes: disk?.totalBytes ?? null,
    databaseBytes: database,
    databaseGrowthPerDayBytes: growth === undefined ? null : Math.round(growth),
    fullInDays: full === undefined ? null : Math.round(full * 10) / 10,
  };
}

/** What an ordinary process may still fill, as `df` has it; undefined where the folder cannot be asked. */
async function readDisk(folder: string): Promise<{ freeBytes: number; totalBytes: number } | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return undefined; // said as "unknown"
  }
}

async function readDatabaseBytes(db: Db): Promise<number> {
  const row = await db.one<{ bytes: number }>(sql`SELECT pg_database_size(current_database()) AS bytes`);
  return row!.bytes;
}

async function readSamples(db: Db): Promise<Sample[]> {
  const row = await db.one<{ value: Sample[] }>(sql`SELECT value FROM platform.setting WHERE name = ${SETTING}`);
  return row?.value ?? [];
}

/** Notes a sample, unless another process did within the hour. */
export async function noteStorage({ db, config, clock }: Services): Promise<void> {
  const disk = await readDisk(config.dataDir);
  if (!disk) return;
  await db.transaction(async (tx) => {
    await tx.one(sql`INSERT INTO platform.setting (name, value) VALUES (${SETTING}, '[]') ON CONFLICT DO NOTHING`);
    await tx.one(sql`SELECT name FROM platform.setting WHERE name = ${SETTING} FOR UPDATE`);
    const samples = await readSamples(tx);
    const now = clock();
    const last = samples.at(-1);
    if (last && now.getTime() - Date.parse(last.at) < EVERY_MS / 2) return;
    const sample = { at: now.toISOString(), freeBytes: disk.freeBytes, databaseBytes: await readDatabaseBytes(tx) };
    const kept = JSON.stringify([...samples, sample].slice(-KEEP));
    await tx.one(sql`UPDATE platform.setting SET value = ${kept}::jsonb WHERE name = ${SETTING}`);
  });
}

/** Watches the room that is left, and says in the log when it grows short. */
export const watchStorage: Job = async (services) => {
  const { log } = services;
  const look = async () => {
    await noteStorage(services);
    const storage = await readStorage(services);
    if (storage.state === 'low') log.warn({ storage }, 'The disk of DATA_DIR is running full');
  };
  const tell = (error: unknown) => log.warn({ error }, 'The room on the disk could not be noted');
  void look().catch(tell);
  const timer = setInterval(() => void look().catch(tell), EVERY_MS);
  return async () => clearInterval(timer);
};
