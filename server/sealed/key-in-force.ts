// The id of the key that things are sealed with stands in the database: a server that was started with another one finds out there.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Services } from '../platform/services.ts';
import { findLost } from './lost.ts';

const NAME = 'sealing-key';

/** Undefined until a server has begun with one. */
export async function findKeyInForce(db: Db): Promise<string | undefined> {
  const row = await db.one<{ keyId: string }>(
    sql`SELECT value->>'keyId' AS "keyId" FROM platform.setting WHERE name = ${NAME}`,
  );
  return row?.keyId;
}

/** By a rotation alone. */
export async function putInForce(db: Db, keyId: string): Promise<void> {
  await db.one(sql`
    INSERT INTO platform.setting (name, value) VALUES (${NAME}, ${JSON.stringify({ keyId })}::jsonb)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`);
}

type Needed = Pick<Services, 'db' | 'sealing' | 'log'>;

/** Looks whether the key in force is here; from then on this server seals, or it does not. */
export async function lookAtKeyInForce(services: Needed): Promise<void> {
  const { db, sealing, log } = services;
  const keyId = (await findKeyInForce(db)) ?? (await begin(services));
  const isForeign = keyId === undefined || !sealing.holds(keyId);
  if (isForeign && !sealing.isForeign)
    log.error(
      { inForce: keyId, ours: sealing.currentKeyId },
      'This server has another sealing key than this database is sealed with: it seals nothing. Give all servers the same SEALING_KEY',
    );
  sealing.noteForeign(isForeign);
}

/** The first server's key is in force, unless things were sealed before that it cannot open. Of two that start at once one is the first. */
async function begin(services: Needed): Promise<string | undefined> {
  const { db, sealing } = services;
  if ((await findLost(services)).length > 0) return undefined;
  const value = JSON.stringify({ keyId: sealing.currentKeyId });
  await db.one(
    sql`INSERT INTO platform.setting (name, value) VALUES (${NAME}, ${value}::jsonb) ON CONFLICT (name) DO NOTHING`,
  );
  return findKeyInForce(db);
}
