// Accounts as a CSV file: read row by row with what is wrong in each, and written as a list.
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { Db } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { BOM, lineOf } from '../../platform/csv-line.ts';
import { Problem } from '../../platform/problem.ts';
import { LOGIN, type NamedArea, type PersonFault, type PersonRow } from './contract.ts';
import { takenLogins } from './people-store.ts';

/** A password takes 30 ms of a core. */
export const PEOPLE_A_FILE = 200;
const LONGEST_NAME = 40;

/** What a column may be called, in small letters. */
const HEADINGS = {
  login: ['login', '登录名', '账号'],
  name: ['name', '姓名'],
  division: ['division', '区划', '区划代码'],
} as const;

/** The file that somebody fills in, with one row to show how. */
export const TEMPLATE = BOM + lineOf(['登录名', '姓名', '区划']) + lineOf(['zhang.san', '张三', '320205']);

/**
 * Reads the rows of a file and says of each what is wrong. A division is a code or a name of the caller's areas.
 *
 * @throws Problem 422 where it is no such file at all
 */
export async function readPeople(db: Db, csv: string, areas: readonly string[]): Promise<PersonRow[]> {
  const [headings = [], ...lines] = cellsOf(csv);
  const at = columnsOf(headings);
  if (lines.length === 0 || lines.length > PEOPLE_A_FILE)
    throw noPeople(`1 to ${PEOPLE_A_FILE} rows below the headings`);
  const rows = lines.map((cells, index) => ({
    row: index + 2,
    login: (cells[at.login] ?? '').trim(),
    name: (cells[at.name] ?? '').trim(),
    where: (cells[at.division] ?? '').trim(),
  }));
  const divisions = await divisionsCalled(
    db,
    rows.map(({ where }) => where),
    areas,
  );
  const logins = rows.map(({ login }) => login);
  const taken = await takenLogins(db, logins);
  return rows.map(({ row, login, name, where }) => {
    const division = divisions.get(where) ?? null;
    const faults: PersonFault[] = [];
    if (!LOGIN.test(login)) faults.push('login-invalid');
    else if (taken.has(login)) faults.push('login-taken');
    if (logins.indexOf(login) !== row - 2) faults.push('login-twice');
    if (name === '') faults.push('name-missing');
    if (name.length > LONGEST_NAME) faults.push('name-too-long');
    if (!division) faults.push('division-unknown');
    return { row, login, name, division, faults };
  });
}

function cellsOf(csv: string): string[][] {
  try {
    return parse(csv, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    });
  } catch (error) {
    if (error instanceof CsvError) throw noPeople('a CSV file');
    throw error;
  }
}

function columnsOf(headings: readonly string[]): Record<keyof typeof HEADINGS, number> {
  const given = headings.map((heading) => heading.trim().toLowerCase());
  const find = (names: readonly string[]) => given.findIndex((heading) => names.includes(heading));
  const at = { login: find(HEADINGS.login), name: find(HEADINGS.name), division: find(HEADINGS.division) };
  if (Object.values(at).includes(-1)) throw noPeople('columns for login, name and division');
  return at;
}

const noPeople = (wanted: string) =>
  new Problem(422, 'no-people-file', 'This is no list of accounts', { detail: `Wanted: ${wanted}` });

/** By what was written: a code, with or without its noughts, or a name that only one division of the areas has. */
async function divisionsCalled(
  db: Db,
  written: readonly string[],
  areas: readonly string[],
): Promise<ReadonlyMap<string, NamedArea>> {
  const rows = await db.many<NamedArea & { called: string }>(sql`
    SELECT called, min(d.path) AS path, min(d.name) AS name
      FROM unnest(${[...new Set(written)]}::text[]) AS given (called)
      JOIN grids.division d ON d.path = called OR d.code = called OR d.name = called
     WHERE d.path ^@ ANY (${areas}::text[])
     GROUP BY called HAVING count(*) = 1`);
  return new Map(rows.map(({ called, path, name }) => [called, { path, name }]));
}

/** Every account that the caller may see. */
export async function peopleCsv(db: Db): Promise<{ text: string; rows: number }> {
  const rows = await db.many<{ cells: (string | null)[] }>(sql`
    SELECT json_build_array(p.login, p.name, p.division_path, d.name, p.created_at, p.deactivated_at) AS cells
      FROM identity.person p LEFT JOIN grids.division d ON d.path = p.division_path ORDER BY p.login COLLATE "C"`);
  const head = lineOf(['登录名', '姓名', '区划', '区划名称', '建立', '停用']);
  return { text: BOM + head + rows.map(({ cells }) => lineOf(cells)).join(''), rows: rows.length };
}
