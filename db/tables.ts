// What tables and sequences the house has, read from the catalogue: for backup, restore and status.
import type { Db } from './connection.ts';
import type { Migration } from './migrate.ts';
import { sql } from './sql.ts';

export interface Table {
  /** Qualified and quoted where needed: ready to stand in a statement. */
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

export interface Sequence {
  readonly name: string;
  /** The number that it gives next. */
  readonly next: string;
}

/** Schemas that the migrations make. `derived` holds no data and is made anew anyway. */
export function schemasOf(migrations: readonly Migration[]): string[] {
  const created = migrations.flatMap(({ text }) => [...text.matchAll(/^CREATE SCHEMA (?:IF NOT EXISTS )?(\w+)/gim)]);
  return [...new Set(['platform', ...created.map(([, name = '']) => name)])];
}

/** Every table with rows of its own, by name; columns that the database computes are left out. */
export function findTables(db: Pick<Db, 'many'>, schemas: readonly string[]): Promise<Table[]> {
  return db.many<Table>(sql`
    SELECT format('%I.%I', nspname, relname) AS name,
           (SELECT jsonb_agg(jsonb_build_object('name', quote_ident(attname), 'type', format_type(atttypid, atttypmod)) ORDER BY attnum)
              FROM pg_attribute
             WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'r' AND nspname = ANY (${schemas}::text[])
     ORDER BY nspname, relname`);
}

export function findSequences(db: Pick<Db, 'many'>, schemas: readonly string[]): Promise<Sequence[]> {
  return db.many<Sequence>(sql`
    SELECT format('%I.%I', schemaname, sequencename) AS name,
           coalesce(last_value + increment_by, start_value)::text AS next
      FROM pg_sequences WHERE schemaname = ANY (${schemas}::text[])
     ORDER BY 1`);
}
