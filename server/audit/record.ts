// Who did it: one entry for each act, in the transaction of the act. Entries are added, never changed.
import type { Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { maskPersonal, type Json } from './algorithms/mask-personal.ts';

export interface Act {
  /** As declared by the route's access: `incidents:close`. */
  readonly act: string;
  /** What it was done to: `incidents.incident/<id>`. */
  readonly object: string;
  /** The thing before and after, as far as it matters; what is personal in it is masked. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * Records an act. Time, actor, areas, purpose and address come from the transaction itself, so that no caller can tell another story;
 * the database adds the digest.
 */
export async function record(tx: Tx, { act, object, before, after }: Act): Promise<void> {
  await tx.one(sql`
    INSERT INTO audit.entry (act, object, before, after)
    VALUES (${act}, ${object}, ${toJson(before)}::jsonb, ${toJson(after)}::jsonb)`);
}

/** Through JSON first: what is masked is what is written. */
const toJson = (value: unknown) =>
  value === undefined ? null : JSON.stringify(maskPersonal(JSON.parse(JSON.stringify(value)) as Json));
