/**
 * Reads CSV (RFC 4180): quotes, doubled quotes, line breaks inside of quotes, CRLF or LF, a byte order mark.
 *
 * @returns one object a row, by the names of the heading; a short row has empty texts at its end
 */
export function parseCsv(text: string): Record<string, string>[] {
  const [heading, ...rows] = cellsOf(text.replace(/^\uFEFF/, ''));
  if (heading === undefined) return [];
  return rows.map((cells) => Object.fromEntries(heading.map((name, column) => [name.trim(), cells[column] ?? ''])));
}

function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const [, value = '', end] = cell.exec(text) ?? [undefined, text.slice(cell.lastIndex), ''];
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === ',') {
      if (cell.lastIndex === text.length) row.push('');
      continue;
    }
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    if (end === '') break;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

/** Writes rows as CSV with LF; a cell is quoted where it must be. */
export function formatCsv(columns: readonly string[], rows: readonly Record<string, unknown>[]): string {
  const quoted = (value: unknown) => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return (
    [columns.join(','), ...rows.map((row) => columns.map((column) => quoted(row[column])).join(','))].join('\n') + '\n'
  );
}
