// Whether this installation has an account yet. Until then hardly anything is served.
import { sql } from '../../db/sql.ts';
import type { Services } from '../platform/services.ts';

/** Asks until there is one; accounts are deactivated, never deleted, so that the answer stays. */
export function watchSetUp({ db }: Pick<Services, 'db'>): () => Promise<boolean> {
  let known = false;
  return async () => {
    known ||= (await db.one(sql`SELECT id FROM identity.person LIMIT 1`)) !== undefined;
    return known;
  };
}
