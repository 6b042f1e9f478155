// The log as a table to take along: every field of every entry that is asked for, newest first.
import type { Db } from '../../db/connection.ts';
import { BOM, lineOf } from '../platform/csv-line.ts';
import type { AuditEntry, AuditFilter } from './contract.ts';
import { findEntries } from './store.ts';

const PAGE = 1_000;

const TITLES = {
  zh: ['编号', '时间（UTC）', '操作者', '姓名', '数据库角色', '区域', '来源地址', '操作', '对象', '用途', '操作前', '操作后', '封存时间'], // prettier-ignore
  en: ['No.', 'Time (UTC)', 'Actor', 'Name', 'Database role', 'Areas', 'Address', 'Act', 'Object', 'Purpose', 'Before', 'After', 'Sealed at'], // prettier-ignore
} as const;
export type CsvLanguage = keyof typeof TITLES;

/** @param before entries with a smaller number alone: what is recorded meanwhile does not prolong the file */
export async function* entriesAsCsv(
  db: Db,
  filter: AuditFilter,
  before: number,
  language: CsvLanguage,
): AsyncGenerator<string> {
  yield BOM + lineOf(TITLES[language]);
  for (let next = before; ;) {
    const rows = await findEntries(db, filter, PAGE, next);
    if (rows.length > 0) yield rows.map((row) => lineOf(cellsOf(row))).join('');
    if (rows.length < PAGE) return;
    next = rows.at(-1)!.no;
  }
}

const cellsOf = (entry: AuditEntry) => [
  entry.no,
  entry.at,
  entry.actor,
  entry.actorName,
  entry.role,
  entry.areas.join(' '),
  entry.from,
  entry.act,
  entry.object,
  entry.purpose,
  jsonOf(entry.before),
  jsonOf(entry.after),
  entry.sealedAt,
];

const jsonOf = (value: unknown) => (value === null ? null : JSON.stringify(value));
