// Machines as the guard meets them: a feed by its key, a phone by its pairing, a screen by its device, a program by its password.
import type { Database, Db } from '../../../db/connection.ts';
import { Problem } from '../../platform/problem.ts';
import { hashSecret } from '../algorithms/secret-hash.ts';
import { findProgram, touchApplicationPassword } from './application-passwords.ts';
import { databaseRoleOf } from '../database-role.ts';
import { findDeviceSession, touchDeviceSession } from './device-sessions.ts';
import { findFeedByKey, touchFeed } from '../feed-keys.ts';
import { inPost, type Found } from '../posts.ts';
import { findRemoteByToken } from '../store.ts';

/** What is said to whoever shows a key, a name or a password that does not fit: the same, whatever of it is wrong. */
export const wrongKey = (challenge?: string): Problem =>
  new Problem(401, 'wrong-key', 'This key is not known, or is no longer', {
    ...(challenge !== undefined && { challenge }),
  });

/** Tells a program that name and application password are asked for. */
export const BASIC = 'Basic realm="fengsui", charset="UTF-8"';

/** @throws Problem 401 */
export async function feedOf(db: Db, key: string): Promise<Found> {
  const found = await findFeedByKey(db, key);
  if (!found) throw wrongKey();
  const { id, name, areas } = found;
  if (found.usedLongAgo) await touchFeed(db, id);
  return {
    caller: 'feed',
    user: { id, name, post: 'feed' },
    scope: { role: 'feed', areas, actor: id },
    whole: areas,
  };
}

/** @throws Problem 401 */
export async function remoteOf(db: Db, token: string): Promise<Found> {
  const found = await findRemoteByToken(db, hashSecret(token));
  if (!found) throw new Problem(401, 'not-paired', 'This phone is not paired with a wall, or is no longer');
  const { id, wall } = found;
  return {
    caller: 'remote',
    user: { id, name: wall, post: 'remote' },
    scope: { role: 'remote', areas: [], actor: id },
    whole: [],
  };
}

/** @throws Problem 401 */
export async function wallOf(db: Db, token: string): Promise<Found> {
  const found = await findDeviceSession(db, token);
  if (!found) throw wrongKey();
  if (found.seenLongAgo) await touchDeviceSession(db, found);
  const { id, name, areas, departments } = found;
  return {
    caller: 'wall',
    user: { id, name, post: 'wall' },
    scope: { role: databaseRoleOf('wall'), areas, departments, actor: id },
    whole: areas,
  };
}

/** @param authorization  `Basic …`, with a person's name and an application password @throws Problem 401 */
export async function programOf(db: Db, database: Database, authorization: string): Promise<Found> {
  const { login, password } = readBasic(authorization);
  const found = await findProgram(db, login, password);
  if (!found) throw wrongKey(BASIC);
  if (found.usedLongAgo) await touchApplicationPassword(database, found);
  // No session: what two persons decide is never decided by a program.
  return inPost(found, found.post);
}

/** Name and password as sent; what cannot be read is empty, and fits nobody. */
function readBasic(authorization: string): { login: string; password: string } {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1] ?? '';
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return { login: text.slice(0, Math.max(0, colon)), password: text.slice(colon + 1) };
}
