// Row policies come first unless a function cannot leak what it sees; these cannot, and without the mark no index serves them.
import type { Db, Tx } from './connection.ts';
import { sql, trusted } from './sql.ts';

/** Behind `&&` of geometries, ILIKE and LIKE, and `@>` and `&&` of arrays. They raise no error that depends on a row. */
const FUNCTIONS = [
  'geometry_overlaps(geometry,geometry)',
  'texticlike(text,text)',
  'textlike(text,text)',
  'arraycontains(anyarray,anyarray)',
  'arrayoverlap(anyarray,anyarray)',
];

/** Marks them where we may. @returns whether all are marked now */
export async function markLeakproof(tx: Tx): Promise<boolean> {
  const missing = await findUnmarked(tx);
  if (missing.length === 0) return true;
  const me = await tx.one<{ superuser: boolean }>(
    sql`SELECT rolsuper AS superuser FROM pg_roles WHERE rolname = current_user`,
  );
  if (!me?.superuser) return false;
  for (const signature of missing) await tx.many(trusted(`ALTER FUNCTION ${signature} LEAKPROOF`));
  return true;
}

export async function findUnmarked(db: Pick<Db, 'many'>): Promise<string[]> {
  const rows = await db.many<{ signature: string }>(sql`
    SELECT signature FROM unnest(${FUNCTIONS}::text[]) AS wanted (signature)
      JOIN pg_proc ON pg_proc.oid = to_regprocedure(signature) WHERE NOT proleakproof`);
  return rows.map(({ signature }) => signature);
}
