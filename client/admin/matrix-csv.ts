// The permission matrix as a table file; codes, so that two versions can be compared.
import type { MatrixRow } from '#contract/identity/administration';

const cellOf = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** RFC 4180 with a byte order mark; x where a caller may. */
export function matrixCsv(rows: readonly MatrixRow[], callers: readonly MatrixRow['who'][number][]): string {
  const head = ['kind', 'what', 'act', 'area', 'data', 'purposes', ...callers];
  const lines = rows.map(({ kind, what, act, area, data, purposes, who }) => [
    kind,
    what,
    act,
    area,
    data,
    purposes.join(' '),
    ...callers.map((caller) => (who.includes('public') || who.includes(caller) ? 'x' : '')),
  ]);
  return `\ufeff${[head, ...lines].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
}
