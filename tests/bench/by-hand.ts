// The owner asking for what a narrower scope sees: the same statements with the condition written out at each table, as it would be without walls.
import type { Db, Tx } from '../../db/connection.ts';
import type { Sql } from '../../db/sql.ts';

/**
 * @param inArea  the condition on a row of `grids.grid` and on what search finds
 * @param ofSite  the condition on a row of `sites.site`, where it is another one
 */
export function askByHand<Asked extends Db>(db: Asked, inArea: string, ofSite: string = inArea): Asked {
  const narrow = (query: Sql): Sql => ({ values: query.values, text: narrowed(query.text, inArea, ofSite) });
  return {
    ...db,
    many: (query: Sql) => db.many(narrow(query)),
    one: (query: Sql) => db.one(narrow(query)),
    transaction: <Result>(work: (tx: Tx) => Promise<Result>) =>
      db.transaction((tx) => work(askByHand(tx, inArea, ofSite))),
  };
}

const narrowed = (text: string, inArea: string, ofSite: string): string =>
  text
    .replaceAll(/"?grids"?\."?grid"?(?= g\b)/g, `(SELECT * FROM grids.grid WHERE ${inArea})`)
    .replaceAll(/"?sites"?\."?site"?(?= s\b)/g, `(SELECT * FROM sites.site WHERE ${ofSite})`)
    .replaceAll(
      /derived\.search_entry(?= e\b)/g,
      `(SELECT * FROM derived.search_entry WHERE division_path IS NULL OR ${inArea})`,
    );
