// Reads features of any dataset, each as the text of its GeoJSON: the database writes it, and it goes out as it is.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Box } from '../../geodata/space/geometry.ts';
import { countOnce, selectFeatures, selectOnce, type Selection } from '../platform/dataset-selection.ts';
import { featureText } from '../platform/dataset-text.ts';
import type { DatasetSource } from '../platform/dataset.ts';
import type { Moment } from '../platform/moment.ts';

export interface FeaturePage {
  /** GeoJSON, one text each. */
  readonly features: readonly string[];
  /** On the first page alone: counting costs more than a page, and clients go by the first. */
  readonly numberMatched: number | undefined;
  /** The key after which the next page begins; undefined on the last. */
  readonly next: string | undefined;
}

/** Where a page begins and how long it may be. */
export interface PageCut {
  readonly limit: number;
  readonly after: string | undefined;
}

/** A page in the order of the keys: what is added meanwhile moves nothing from one page to another. */
export function findFeatures(
  db: Db,
  source: DatasetSource,
  selection: Selection,
  { limit, after }: PageCut,
): Promise<FeaturePage> {
  const selected = selectFeatures(source, selection);
  const { from, where, order } = selected;
  const further = after === undefined ? sql`` : sql`AND ${source.key} > ${after}::text`;
  return db.transaction(async (tx) => {
    const rows = await tx.many<{ key: string; feature: string }>(sql`
      ${selectOnce(selected, source)} ${source.key} AS key, ${featureText(source)} AS feature
        FROM ${from} WHERE ${where} ${further} ORDER BY ${order} LIMIT ${limit + 1}`);
    const counted =
      after === undefined
        ? await tx.one<{ total: number }>(sql`
            SELECT ${countOnce(selected, source)} AS total FROM ${from} WHERE ${where}`)
        : undefined;
    const shown = rows.slice(0, limit);
    return {
      features: shown.map(({ feature }) => feature),
      numberMatched: counted?.total,
      next: rows.length > limit ? shown.at(-1)!.key : undefined,
    };
  });
}

/** One feature by its key, or undefined. */
export async function findFeature(
  db: Db,
  source: DatasetSource,
  moment: Moment,
  key: string,
): Promise<string | undefined> {
  if (key.includes('\0')) return undefined;
  const { from } = selectFeatures(source, moment ? { moment } : {});
  const row = await db.one<{ feature: string }>(sql`
    SELECT ${featureText(source)} AS feature FROM ${from} WHERE ${source.key} = ${key}::text`);
  return row?.feature;
}

export interface Extent {
  /** Undefined where nothing is drawn. */
  readonly box: Box | undefined;
  /** When the first thing began to be so; undefined without a history, or without a thing. */
  readonly since: string | undefined;
}

/** What lies in the caller's areas, and no more: the box of the whole city would tell of the others'. */
export async function findExtent(db: Db, source: DatasetSource): Promise<Extent> {
  const now = selectFeatures(source, {});
  const row = await db.one<{ box: Box | null }>(sql`
    SELECT CASE WHEN e.box IS NULL THEN NULL
                ELSE json_build_array(ST_XMin(e.box), ST_YMin(e.box), ST_XMax(e.box), ST_YMax(e.box)) END AS box
      FROM (SELECT ST_Extent(${source.geometry}) AS box FROM ${now.from}) e`);
  const box = row?.box ?? undefined;
  if (!source.history) return { box, since: undefined };
  const past = selectFeatures(source, { during: { from: undefined, until: undefined } });
  const first = await db.one<{ since: string | null }>(sql`
    SELECT min(d.valid_from) AS since FROM ${past.from} WHERE ${past.where}`);
  return { box, since: first?.since ?? undefined };
}

/** One after the other: a transaction is one connection. */
export function findExtents(db: Db, sources: readonly DatasetSource[]): Promise<Extent[]> {
  return db.transaction(async (tx) => {
    const extents: Extent[] = [];
    for (const source of sources) extents.push(await findExtent(tx, source));
    return extents;
  });
}
