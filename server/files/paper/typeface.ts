// Noto Sans SC as the package ships it: a hundred small files by range of characters, so that a paper embeds only what it says.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type Weight = 400 | 700;

/** A stretch of text that one file can write. */
export interface Run {
  readonly text: string;
  readonly file: string;
}

interface Subset {
  readonly name: string;
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'));
const subsets: readonly Subset[] = Object.entries(
  JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>,
).map(([name, text]) => ({ name: name.replace(/[[\]]/g, ''), ranges: text.split(',').map(readRange) }));
const known = new Map<number, string | undefined>();

/** Stands for what no file has: the geta mark of Chinese and Japanese typesetters. */
const MISSING = '〓';

/** Cuts a text into runs of one file each. A character that no file has becomes its plain form (Ⅳ: IV), else a geta mark. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: { text: string; file: string }[] = [];
  for (const character of [...text].flatMap(writable)) {
    const file = fileOf(subsetOf(character)!, weight);
    const last = runs.at(-1);
    if (last?.file === file) last.text += character;
    else runs.push({ text: character, file });
  }
  return runs;
}

function writable(character: string): string[] {
  if (subsetOf(character)) return [character];
  const plain = [...character.normalize('NFKC')];
  if (plain.every(subsetOf)) return plain;
  return /^[\p{Cc}\p{Cf}\p{Mn}]$/u.test(character) ? [] : [MISSING];
}

/** As a browser chooses among the same faces: the last one that claims the character. */
function subsetOf(character: string): string | undefined {
  const code = character.codePointAt(0)!;
  if (!known.has(code)) {
    const claims = subsets.filter(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last));
    known.set(code, claims.at(-1)?.name);
  }
  return known.get(code);
}

/** WOFF, not WOFF2: out of the latter's packed outlines fontkit 2.0.4 embeds letters that nobody can read. */
const fileOf = (subset: string, weight: Weight) => join(folder, `files/noto-sans-sc-${subset}-${weight}-normal.woff`);

/** U+4e00 or U+4e00-4eff */
function readRange(text: string): readonly [number, number] {
  const [first = '', last = first] = text.trim().replace('U+', '').split('-');
  return [parseInt(first, 16), parseInt(last, 16)];
}
