// What standard clients may take: a kind of thing as a table of features, for /ogc and for exports.
import type { Sql } from '../../db/sql.ts';
import type { Access } from '../identity/guard.ts';

/** The type of a field as GeoJSON, CSV, XLSX and GeoPackage all know it; `time` is ISO text in UTC. */
export type FieldType = 'text' | 'integer' | 'number' | 'boolean' | 'time';

/** The same in the languages of the interface. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface DatasetField {
  /** camelCase, as in the contract. */
  readonly name: string;
  readonly type: FieldType;
  /** What it is, and its unit where it has one. */
  readonly title: Words;
  /** Of a field of codes: what people call each, `中文|又名` and English. Tables for people say it beside the code. */
  readonly words?: Readonly<Record<string, readonly [zh: string, en: string]>>;
  /** What people call what stands there, where the database alone knows it: an expression over `d` for each language. Said as `words` are. */
  readonly named?: Readonly<Record<keyof Words, Sql>>;
  /** The column or expression over the alias `d`. */
  readonly column: Sql;
}

/** What a geometry column holds; `Geometry` where its rows differ. */
export type ShapeKind = 'Point' | 'MultiPolygon' | 'Geometry';

/** Where the features of a dataset come from for one kind of caller. */
export interface DatasetSource {
  /** A table written by us, `hazards.hazard`; selected as `d`. */
  readonly table: string;
  /** It has `platform.keep_history`: datetime and moments can be asked for. */
  readonly history: boolean;
  /** Over the alias `d`: a text, unique, indexed, never changing, fit for an address. Features are paged in its order. */
  readonly key: Sql;
  /** Over the alias `d`: EPSG:4326, with an index. */
  readonly geometry: Sql;
  readonly shape: ShapeKind;
  /** Some rows are listed and not drawn: every box holds them. */
  readonly sometimesUndrawn?: boolean;
  /** Those of the list's own filters are among them, under the same names. */
  readonly fields: readonly DatasetField[];
}

export interface Dataset {
  /** The id of the collection and the name of the file: `hazards`. */
  readonly name: string;
  readonly title: Words;
  readonly description: Words;
  /** Who may take the register itself. */
  readonly access: Access;
  readonly register: DatasetSource;
  /** What everybody may take; absent where nothing of it is public. */
  readonly published?: DatasetSource;
  /** For exports alone, no collection of /ogc: what happens is no register. */
  readonly exportsOnly?: boolean;
}

/** A dataset with the source that somebody may take. */
export interface OpenDataset extends Dataset {
  readonly source: DatasetSource;
}

/** The datasets that somebody may take: registers for those who may, else what is published of them. */
export function openDatasets(datasets: readonly Dataset[], may: (access: Access) => boolean): OpenDataset[] {
  return datasets.flatMap((dataset) => {
    const source = may(dataset.access) ? dataset.register : dataset.published;
    return source ? [{ ...dataset, source }] : [];
  });
}
