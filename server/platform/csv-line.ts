// CSV as spreadsheets read it: BOM, CRLF, texts that are no formulas.
import { neutraliseFormula } from '../../geodata/space/formula.ts';

export const BOM = '\ufeff';

/** One line of a CSV file by RFC 4180. Numbers are no formulas; texts are made none. */
export const lineOf = (values: readonly (string | number | boolean | null)[]): string =>
  `${values.map(cellOf).join(',')}\r\n`;

function cellOf(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = neutraliseFormula(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
