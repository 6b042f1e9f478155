// The schema "derived": views and functions that hold no data, always the text of today's files.
import { createHash } from 'node:crypto';
import type { Tx } from './connection.ts';
import type { Migration } from './migrate.ts';
import { sql, trusted } from './sql.ts';

/**
 * Takes the derived things away, lets the migrations run, and makes them anew; leaves all as it is where neither text nor tables changed.
 * @returns whether they were made anew
 */
export async function rebuildDerived(
  tx: Tx,
  files: readonly Migration[],
  runMigrations: () => Promise<void>,
  force: boolean,
): Promise<boolean> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.name).update(file.text);
  const wanted = hash.digest('hex');
  const comment = await tx.one<{ hash: string | null }>(sql`
    SELECT obj_description(oid, 'pg_namespace') AS hash FROM pg_namespace WHERE nspname = 'derived'`);
  if (!force && comment?.hash === wanted) return false;

  if (comment) await tx.many(DROP);
  await runMigrations();
  await tx.many(CREATE);
  for (const { name, text } of files) {
    await tx.many(trusted(text)).catch((error: unknown) => {
      throw new Error(`The derived file ${name} failed: ${(error as Error).message}`, { cause: error });
    });
  }
  await tx.many(trusted(`COMMENT ON SCHEMA derived IS '${wanted}'`));
  return true;
}

const CREATE = trusted(`
  CREATE SCHEMA derived;
  GRANT USAGE ON SCHEMA derived TO fengsui_staff, fengsui_public, fengsui_feed, fengsui_tile, fengsui_audit, fengsui_job;
  ALTER DEFAULT PRIVILEGES IN SCHEMA derived GRANT SELECT ON TABLES
    TO fengsui_staff, fengsui_public, fengsui_feed, fengsui_tile, fengsui_audit, fengsui_job`);

/** One by one without CASCADE, whatever can go first: a thing outside that stands on them stops it. */
const DROP = trusted(`
  DO $$
  DECLARE
    statement text;
    went boolean := true;
    last_error text;
  BEGIN
    WHILE went LOOP
      went := false;
      last_error := NULL;
      FOR statement IN
        SELECT format('DROP VIEW %I.%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
         WHERE nspname = 'derived' AND relkind = 'v'
        UNION ALL
        SELECT format('DROP ROUTINE %s', pg_proc.oid::regprocedure) FROM pg_proc WHERE pronamespace = 'derived'::regnamespace
      LOOP
        BEGIN
          EXECUTE statement;
          went := true;
        EXCEPTION WHEN dependent_objects_still_exist THEN
          GET STACKED DIAGNOSTICS last_error = PG_EXCEPTION_DETAIL;
        END;
      END LOOP;
    END LOOP;
    IF last_error IS NOT NULL THEN
      RAISE EXCEPTION 'Something outside of the schema derived stands on it' USING DETAIL = last_error;
    END IF;
    DROP SCHEMA derived;
  END
  $$`);
