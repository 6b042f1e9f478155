// What a load refused, row by row: told at once and kept in a file.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerName } from '../../../geodata/pack.ts';
import { neutraliseFormula } from '../../../geodata/space/formula.ts';

/** A row that was not loaded, and why. */
export interface Refusal {
  readonly layer: LayerName;
  /** Counted from 1 in its layer or, where it names one, in its file. */
  readonly row: number;
  readonly file?: string;
  readonly code?: string;
  readonly reason: string;
}

export const refusalLine = ({ layer, file, row, code, reason }: Refusal) =>
  `${layer}${file === undefined ? '' : ` ${file}`} row ${row}${code === undefined ? '' : ` (${code})`}: ${reason}`;

/** Writes a CSV of the refused rows that a spreadsheet opens; answers its path. */
export async function writeReport(dataDir: string, at: Date, refusals: readonly Refusal[]): Promise<string> {
  const folder = join(dataDir, 'reports');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `city-load-${at.toISOString().replaceAll(/[:.]/g, '-')}.csv`);
  const rows = refusals.map(({ layer, file = '', row, code = '', reason }) => [layer, file, String(row), code, reason]);
  const lines = [['layer', 'file', 'row', 'code', 'reason'], ...rows].map((cells) => cells.map(cell).join(','));
  await writeFile(path, `\ufeff${lines.join('\r\n')}\r\n`);
  return path;
}

const cell = (text: string) => `"${neutraliseFormula(text).replaceAll('"', '""')}"`;
