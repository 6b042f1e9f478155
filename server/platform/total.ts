// How many things a list has in all.
import { identifier, sql, type Sql } from '../../db/sql.ts';
import { versionsOf, type Moment } from './moment.ts';
import { EVERYTHING } from './page.ts';

/**
 * The total of a list. Of everything as it is now the table's own total is asked first (`platform.ask_whole`):
 * a caller who sees every row need not have the walls held against each of them.
 *
 * @param thing   a table whose wall asks whole, written by us: `hazards.hazard`
 * @param alias   of the table in the filter
 * @param filter  what the list is cut to, conditions that begin with `inBox`
 */
export function totalOf(thing: string, alias: Sql, filter: Sql, moment: Moment): Sql {
  const counted = sql`(SELECT count(*) FROM ${versionsOf(thing, moment)} ${alias} WHERE ${filter})`;
  if (moment || filter.text !== EVERYTHING.text) return sql`SELECT ${counted} AS total`;
  return sql`SELECT coalesce(${identifier(`${thing}_total`)}(), ${counted}) AS total`;
}
