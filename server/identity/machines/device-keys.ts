// Keys of screens that stand by themselves: shown once, kept as a hash, and they end.
import { record } from '../../audit/record.ts';
import type { Db } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { Problem } from '../../platform/problem.ts';
import { waits } from './device-sessions.ts';
import { newKey } from './machine-keys.ts';

export interface NewDevice {
  readonly name: string;
  /** Division paths that it shows. */
  readonly areas: readonly string[];
  /** Codes, or `*` alone for all of them. */
  readonly departments?: readonly string[];
  readonly expiresAt: Date;
}

export interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly areas: readonly string[];
  readonly departments: readonly string[];
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly usedAt: string | null;
}

/** Makes a device and answers its key, which cannot be read again. */
export async function issueDeviceKey(db: Db, device: NewDevice): Promise<{ id: string; key: string }> {
  const { name, areas, departments = ['*'], expiresAt } = device;
  const { key, prefix, hash } = newKey('fsd');
  return db.transaction(async (tx) => {
    const made = await tx.one<{ id: string }>(sql`
      INSERT INTO identity.device (name, areas, departments, prefix, key_hash, expires_at)
      VALUES (${name}, ${areas}, ${departments}, ${prefix}, ${hash}, ${expiresAt}) RETURNING id`);
    const { id } = made!;
    const after = { name, prefix, areas, departments, expiresAt };
    await record(tx, { act: 'identity:issue-key', object: `identity.device/${id}`, after });
    return { id, key };
  });
}

/** Takes a device's key back for good; its screens are out within a minute. @returns false where there is no such device at work */
export async function revokeDevice(db: Db, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const revoked = await tx.one<{ name: string; prefix: string }>(sql`
      UPDATE identity.device SET revoked_at = platform.now() WHERE id = ${id} AND revoked_at IS NULL RETURNING name, prefix`);
    if (revoked) await record(tx, { act: 'identity:revoke-key', object: `identity.device/${id}`, before: revoked });
    return revoked !== undefined;
  });
}

/**
 * Lets the one screen in that shows the code, until the device gets another key.
 *
 * @throws Problem 404 where there is no such device at work, 422 where no screen of it waits with this code
 */
export async function admitScreen(db: Db, id: string, code: string): Promise<void> {
  await db.transaction(async (tx) => {
    // Servers of the version before ask the device itself.
    const device = await tx.one<{ name: string; prefix: string }>(sql`
      UPDATE identity.device SET admitted_at = platform.now()
       WHERE id = ${id} AND revoked_at IS NULL RETURNING name, prefix, areas, departments`);
    if (!device) throw new Problem(404, 'no-such-key', 'There is no such key at work in your areas');
    const screen = await tx.one<{ code: string; from: string | null }>(sql`
      UPDATE identity.device_session SET admitted_at = platform.now()
       WHERE device_id = ${id} AND code = ${code.trim().toUpperCase()} AND ${waits(sql`device_session`)}
      RETURNING code, from_address AS "from"`);
    if (!screen)
      throw new Problem(422, 'no-such-screen', 'No screen waits with this code', {
        errors: [{ pointer: '/body/code', detail: 'The code that the screen shows now' }],
      });
    await record(tx, {
      act: 'identity:admit-device',
      object: `identity.device/${id}`,
      after: { ...device, ...screen },
    });
  });
}

/** All devices, those at work first. */
export function listDevices(db: Db): Promise<DeviceRow[]> {
  return db.many<DeviceRow>(sql`
    SELECT id, name, prefix, areas, departments, expires_at AS "expiresAt", revoked_at AS "revokedAt", used_at AS "usedAt"
      FROM identity.device ORDER BY revoked_at IS NOT NULL, name, id`);
}
