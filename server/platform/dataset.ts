// What standard clients may take: a kind of thing as a table of features, for /ogc and for exports.
import type { Sql } from '../../db/sql.ts';
import type { Access } from '../identity/guard.ts';

/** The type of a field as GeoJSON, CSV, XLSX and GeoPackage all know it; `time` is ISO text in UTC. */
export type FieldType = 'text' | 'integer' | 'number' | 'boolean' | 'time';

export interface DatasetField {
  /** camelCase, as in the contract. */
  readonly name: string;
  readonly type: FieldType;
  /** What it is, and its unit where it has one. */
  readonly title: { readonly zh: string; readonly en: string };
  /** The column or expression over the alias `d`. */
  readonly column: Sql;
}

/** Where the features of a dataset come from for one kind of caller. */
export interface DatasetSource {
  /** A table written by us, `hazards.hazard`; selected as `d`. */
  readonly table: string;
  /** It has `platform.keep_history`: datetime and moments can be asked for. */
  readonly history: boolean;
  /** Over the alias `d`: unique, never changing, fit for an address. Features are paged in its order. */
  readonly key: Sql;
  /** Over the alias `d`: EPSG:4326, with an index. */
  readonly geometry: Sql;
  readonly fields: readonly DatasetField[];
}

export interface Dataset {
  /** The id of the collection and the name of the file: `hazards`. */
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly description: { readonly zh: string; readonly en: string };
  /** Who may take the register itself. */
  readonly access: Access;
  readonly register: DatasetSource;
  /** What everybody may take; absent where nothing of it is public. */
  readonly published?: DatasetSource;
}
