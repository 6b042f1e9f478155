// What a screen holds once its key was shown: a token of its own. It has no idle time; it ends with the key.
import { record } from '../../audit/record.ts';
import type { Database, Db, Scope } from '../../../db/connection.ts';
import { sql, type Sql } from '../../../db/sql.ts';
import { newSecret } from '../../platform/new-secret.ts';
import { hashSecret } from '../algorithms/secret-hash.ts';
import { fitsHash, isKey, prefixOf } from './machine-keys.ts';

/** That a screen was seen is written down at most this often, s. */
const SEEN_EVERY_S = 60;
/** A screen that was not seen for so long has another token by now, or is no more. */
const FORGOTTEN_AFTER_DAYS = 60;
/** A screen that nobody lets in shows its key again after so long, s. */
export const WAITS_S = 3600;

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly areas: readonly string[];
  readonly departments: readonly string[];
}

export interface DeviceSession extends Device {
  readonly sessionId: string;
  readonly seenLongAgo: boolean;
}

export interface OpenedDeviceSession {
  readonly token: string;
  /** Until the key ends, s. */
  readonly livesS: number;
  /** Not let in yet. */
  readonly waiting: boolean;
  /** What the screen shows meanwhile. */
  readonly code: string;
}

export interface Shown {
  readonly key: string;
  readonly address: string | undefined;
  readonly agent: string | undefined;
}

/**
 * The device of a key, if it holds, opens a session. Whose key an administrator made waits in it until another lets this very screen in.
 *
 * @returns undefined where the key does not fit
 */
export async function openDeviceSession(
  database: Database,
  { key, address, agent = '' }: Shown,
): Promise<OpenedDeviceSession | undefined> {
  const found = isKey('fsd', key) ? await findDeviceByKey(database.as(HOUSE), key) : undefined;
  if (!found) return undefined;
  const token = newSecret();
  const opened = await database.as(actingFor(found)).transaction(async (tx) => {
    await tx.many(sql`
      DELETE FROM identity.device_session
       WHERE device_id = ${found.id} AND (seen_at < platform.now() - make_interval(days => ${FORGOTTEN_AFTER_DAYS})
             OR admitted_at IS NULL AND NOT ${waits(sql`device_session`)})`);
    const screen = await tx.one<Pick<OpenedDeviceSession, 'code' | 'waiting'>>(sql`
      INSERT INTO identity.device_session (token_hash, device_id, key_hash, opened_at, seen_at, from_address, agent)
      VALUES (${hashSecret(token)}, ${found.id}, ${hashSecret(key)}, platform.now(), platform.now(), ${address ?? null}, ${agent.slice(0, 200)})
      RETURNING code, admitted_at IS NULL AS waiting`);
    const first = await tx.one(sql`
      UPDATE identity.device SET used_at = platform.now() WHERE id = ${found.id} AND used_at IS NULL RETURNING id`);
    await tx.one(sql`UPDATE identity.device SET used_at = platform.now() WHERE id = ${found.id}`);
    const after = { name: found.name, first: first !== undefined, waiting: screen!.waiting };
    await record(tx, { act: 'identity:use-key', object: `identity.device/${found.id}`, after });
    return screen!;
  });
  return { token, livesS: found.livesS, ...opened };
}

/** A screen that showed its key, by the token that it waits with; undefined once it waits no longer and was not let in. */
export function findWaiting(db: Db, token: string): Promise<Omit<OpenedDeviceSession, 'token'> | undefined> {
  return db.one(sql`
    SELECT s.code, s.admitted_at IS NULL AS waiting, extract(epoch FROM d.expires_at - platform.now())::integer AS "livesS"
      FROM identity.device_session s JOIN identity.device d ON d.id = s.device_id AND d.key_hash = s.key_hash
     WHERE s.token_hash = ${hashSecret(token)} AND d.revoked_at IS NULL AND d.expires_at > platform.now()
       AND (s.admitted_at IS NOT NULL OR ${waits(sql`s`)})`);
}

/** Whether a session waits to be let in. @param session  an alias of identity.device_session */
export const waits = (session: Sql): Sql =>
  sql`(${session}.admitted_at IS NULL AND ${session}.opened_at > platform.now() - make_interval(secs => ${WAITS_S}))`;

/** The screen of a token while its device and its key hold. */
export function findDeviceSession(db: Db, token: string): Promise<DeviceSession | undefined> {
  return db.one<DeviceSession>(sql`
    SELECT s.id AS "sessionId", d.id, d.name, d.areas, d.departments,
           s.seen_at <= platform.now() - make_interval(secs => ${SEEN_EVERY_S}) AS "seenLongAgo"
      FROM identity.device_session s JOIN identity.device d ON d.id = s.device_id AND d.key_hash = s.key_hash
     WHERE s.token_hash = ${hashSecret(token)} AND d.revoked_at IS NULL AND s.admitted_at IS NOT NULL
       AND d.expires_at > platform.now()`);
}

/** Writes down that a screen is there. Call it where `seenLongAgo`. */
export async function touchDeviceSession(db: Db, { sessionId, id }: DeviceSession): Promise<void> {
  await db.one(sql`
    WITH seen AS (UPDATE identity.device_session SET seen_at = platform.now() WHERE id = ${sessionId})
    UPDATE identity.device SET used_at = platform.now() WHERE id = ${id}`);
}

/** Ends the session of a token; nothing happens where it has ended. */
export async function endDeviceSession(db: Db, token: string): Promise<void> {
  await db.one(sql`DELETE FROM identity.device_session WHERE token_hash = ${hashSecret(token)}`);
}

interface Found extends Device {
  readonly livesS: number;
}

const HOUSE: Scope = { role: 'job', areas: [], actor: 'job' };

/** The audit then tells that it was the device, in its areas. */
const actingFor = ({ id, areas }: Device): Scope => ({ role: 'job', areas, actor: id });

async function findDeviceByKey(db: Db, key: string): Promise<Found | undefined> {
  const found = await db.one<Found & { keyHash: Buffer }>(sql`
    SELECT id, name, areas, departments, key_hash AS "keyHash",
           extract(epoch FROM expires_at - platform.now())::integer AS "livesS"
      FROM identity.device WHERE prefix = ${prefixOf(key)} AND revoked_at IS NULL AND expires_at > platform.now()`);
  return found && fitsHash(key, found.keyHash) ? found : undefined;
}
