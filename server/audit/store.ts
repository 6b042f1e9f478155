// Reads the log, as far as the row policies show it to its administrator.
import type { Db } from '../../db/connection.ts';
import { join, sql, type Sql } from '../../db/sql.ts';
import type { AuditEntry, AuditEntryDetail, AuditFilter } from './contract.ts';

const COLUMNS = sql`
  e.no, e.at, e.actor, coalesce(p.name, f.name, d.name) AS "actorName", e.role, e.areas, e.from_address AS "from", e.act, e.object, e.purpose,
  e.before, e.after, s.sealed_at AS "sealedAt"`;
const TABLES = sql`
  audit.entry e LEFT JOIN audit.seal s ON s.entry_no = e.no LEFT JOIN identity.person p ON p.id = e.actor
  LEFT JOIN identity.feed f ON f.id = e.actor LEFT JOIN identity.device d ON d.id = e.actor`;

/** Newest first, before a number where one is given. */
export function findEntries(db: Db, filter: AuditFilter, limit: number, before?: number): Promise<AuditEntry[]> {
  return db.many<AuditEntry>(sql`
    SELECT ${COLUMNS} FROM ${TABLES}
     WHERE ${matches(filter)} AND ${before === undefined ? sql`TRUE` : sql`e.no < ${before}`}
     ORDER BY e.no DESC LIMIT ${limit}`);
}

export function findEntry(db: Db, no: number): Promise<AuditEntryDetail | undefined> {
  return db.one<AuditEntryDetail>(sql`
    SELECT ${COLUMNS}, encode(e.digest, 'hex') AS digest, s.pos, encode(s.chain, 'hex') AS chain
      FROM ${TABLES} WHERE e.no = ${no}`);
}

function matches({ from, to, actor, act, object, address, purpose, area }: AuditFilter): Sql {
  const all: Sql[] = [sql`TRUE`];
  if (from !== undefined) all.push(sql`e.at >= ${from}`);
  if (to !== undefined) all.push(sql`e.at < ${to}`);
  if (actor !== undefined)
    all.push(sql`(e.actor = ${actor} OR position(lower(${actor}) IN lower(coalesce(p.name, f.name, d.name))) > 0)`);
  if (act !== undefined) all.push(act.includes(':') ? sql`e.act = ${act}` : sql`e.act ^@ ${`${act}:`}`);
  if (object !== undefined) all.push(sql`e.object ^@ ${object}`);
  if (address !== undefined) all.push(sql`e.from_address = ${address}`);
  if (purpose !== undefined) all.push(sql`e.purpose = ${purpose}`);
  if (area !== undefined) all.push(sql`platform.covers(ARRAY[${area}]::text[], e.areas)`);
  return join(all, ' AND ');
}

/** The greatest number that the reader sees; 0 where there is nothing. */
export async function findLastNo(db: Db): Promise<number> {
  const { no } = (await db.one<{ no: number }>(sql`SELECT coalesce(max(no), 0) AS no FROM audit.entry`))!;
  return no;
}
