// Layers of the past: what a moment makes of a layer, since when it has looked so, and whether that can still change.
import type { Db } from '../../db/connection.ts';
import { identifier, sql } from '../../db/sql.ts';
import type { Moment } from './moment.ts';
import type { TileLayer } from './tiles.ts';

/**
 * A transaction writes down when it began; what it recorded may appear this much later, ms. A city pack takes longer to load, and
 * raises the layer's version at its end: with it every address of a tile changes.
 */
const UNSETTLED_MS = 60_000;

/** The layer with the rows of a moment. One without a history stays as it is. */
export function atMoment(layer: TileLayer, moment: Moment): TileLayer {
  if (!moment || layer.history === undefined) return layer;
  return { ...layer, rows: (box, zoom) => layer.rows(box, zoom, moment) };
}

/** Whether a tile of the moment may be kept: not one of the future, nor one of just now. The present has its version. */
export function isSettled(moment: Moment, now: Date): boolean {
  return moment === undefined || Date.parse(moment.at) < now.getTime() - UNSETTLED_MS;
}

/**
 * The last instant up to a moment at which anything of a thing with a history changed; null where nothing was there yet.
 * From then to the moment it has been the same in every row that the caller sees.
 */
export async function findLastTurn(db: Db, thing: string, moment: NonNullable<Moment>): Promise<string | null> {
  const at = sql`${moment.at}::timestamptz`;
  const before = (column: string) => sql`max(v.${identifier(column)}) FILTER (WHERE v.${identifier(column)} <= ${at})`;
  const timeline = identifier(`${thing}_timeline`);
  const row = await db.one<{ at: string | null }>(
    moment.how === 'known'
      ? sql`SELECT greatest(${before('recorded_at')}, ${before('superseded_at')}, ${before('valid_from')}, ${before('valid_to')}) AS at
              FROM ${timeline} v`
      : sql`SELECT greatest(${before('valid_from')}, ${before('valid_to')}) AS at FROM ${timeline} v WHERE v.superseded_at IS NULL`,
  );
  return row?.at ?? null;
}
