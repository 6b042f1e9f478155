// Whose tiles they are: what two callers may share, and when it is of no use any more.
import { createHash } from 'node:crypto';
import type { Db, Scope } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Subject } from '../identity/guard.ts';
import type { TileLayer } from './tiles.ts';

export interface TileScope {
  /** In the URL: 'public', or a short hash of the areas. */
  readonly key: string;
  /** What the rows are read with. */
  readonly scope: Scope;
  readonly isPublic: boolean;
}

/** The same for everybody where the layer is public and of no area, else by the caller's areas. */
export function tileScope(layer: TileLayer, { scope }: Pick<Subject, 'scope'>): TileScope {
  const isPublic = layer.access.data === 'public' && layer.access.area === 'none';
  const areas = isPublic ? [] : [...scope.areas].sort();
  const key = isPublic ? 'public' : createHash('sha256').update(areas.join()).digest('base64url').slice(0, 12);
  return { key, scope: { role: 'tile', areas, actor: scope.actor }, isPublic };
}

export interface LayerVersion {
  readonly version: number;
  readonly updatedAt: string | null;
}

/** Rises with every change of the layer in the scope; 0 where nothing ever changed. */
export async function findLayerVersion(
  db: Db,
  layer: TileLayer,
  { scope, isPublic }: TileScope,
): Promise<LayerVersion> {
  const everywhere = ['']; // every path begins with nothing
  const row = await db.one<LayerVersion>(sql`
    SELECT version, updated_at AS "updatedAt"
      FROM platform.layer_version(${layer.name}, ${isPublic ? everywhere : scope.areas}::text[])`);
  return row ?? { version: 0, updatedAt: null };
}
