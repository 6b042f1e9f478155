// Keys of screens that stand by themselves: shown once, kept as a hash, and they end.
import { record } from '../../audit/record.ts';
import type { Db } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
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

/** Lets a screen in, until it gets another key. @returns false where no such screen waits */
export async function admitDevice(db: Db, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const admitted = await tx.one<{ name: string; prefix: string }>(sql`
      UPDATE identity.device SET admitted_at = platform.now()
       WHERE id = ${id} AND admitted_at IS NULL AND revoked_at IS NULL RETURNING name, prefix, areas, departments`);
    if (admitted) await record(tx, { act: 'identity:admit-device', object: `identity.device/${id}`, after: admitted });
    return admitted !== undefined;
  });
}

/** All devices, those at work first. */
export function listDevices(db: Db): Promise<DeviceRow[]> {
  return db.many<DeviceRow>(sql`
    SELECT id, name, prefix, areas, departments, expires_at AS "expiresAt", revoked_at AS "revokedAt", used_at AS "usedAt"
      FROM identity.device ORDER BY revoked_at IS NOT NULL, name, id`);
}
