// What the formats have in common: a file that is written row by row, whole or not at all.
import type { Sql } from '../../db/sql.ts';
import type { DatasetField, DatasetSource, Words } from '../platform/dataset.ts';

export type Value = string | number | boolean | null;
/** Fields by their names, and what the format asked of the geometry, by names that begin with `@`. */
export type Row = Readonly<Record<string, unknown>>;

/** What a file says about itself. */
export interface Head {
  readonly name: string;
  readonly title: Words;
  readonly description: Words;
  readonly language: keyof Words;
  readonly source: DatasetSource;
  /** What the file shows is of this moment, ISO text in UTC. */
  readonly at: string;
  /** The city as the file's language calls it; undefined before any is loaded. */
  readonly city: string | undefined;
  /** Where the data come from and under which licence, one line each. */
  readonly sources: readonly string[];
}

export interface Writer {
  /** Resolves when the rows are on their way to the disk: who waits for it never fills the memory. */
  add(rows: readonly Row[]): Promise<void>;
  /** Resolves when the file is whole. */
  end(): Promise<void>;
  /** Lets go of the file after a failure. */
  abort(): Promise<void>;
}

export interface Format {
  /** Media type. */
  readonly type: string;
  /** Columns beside the fields, over the alias `d`: `… AS "@wkt"`. */
  readonly shape: (source: DatasetSource) => readonly Sql[];
  /** Without the fields' own columns: the shape has all. */
  readonly shapeAlone?: boolean;
  open(file: string, head: Head): Promise<Writer>;
}

export const valueOf = (row: Row, name: string): Value => (row[name] ?? null) as Value;

/** What the database calls what stands in a field, as a column of the row. */
export const namedAs = (field: string) => `@named:${field}`;

export interface WordColumn {
  readonly title: string;
  readonly read: (row: Row) => Value;
}

/** The column after a field of codes, which says them in words; none after another field. For tables that people read. */
export function wordColumns({ name, title, words, named }: DatasetField, language: keyof Words): WordColumn[] {
  if (!words && !named) return [];
  // What stands in brackets explains the codes.
  const heading = title[language].replace(/\s*[（(].*$/, '');
  const read = (row: Row) => {
    if (!words) return valueOf(row, namedAs(name));
    const [zh, en] = words[String(valueOf(row, name))] ?? [];
    return (language === 'zh' ? zh?.split('|')[0] : en) ?? null;
  };
  return [{ title: language === 'zh' ? `${heading}（文字）` : `${heading} (in words)`, read }];
}
