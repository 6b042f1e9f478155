// Whose tiles they are: what two callers may share, and when it is of no use any more.
import { createHash } from 'node:crypto';
import type { Db, Scope } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Subject } from '../identity/guard.ts';
import type { TileLayer } from './tiles.ts';

export interface TileScope {
  /** In the URL: 'public', or a short hash of areas and departments. */
  readonly key: string;
  /** What the rows are read with. */
  readonly scope: Scope;
  readonly isPublic: boolean;
}

/** The same for everybody where the layer is public and of no area, else by the caller's areas and departments. */
export function tileScope(layer: TileLayer, { scope }: Pick<Subject, 'scope'>): TileScope {
  const isPublic = layer.access.data === 'public' && layer.access.area === 'none';
  const areas = isPublic ? [] : [...scope.areas].sort();
  const departments = isPublic ? [] : [...(scope.departments ?? [])].sort();
  const key = isPublic ? 'public' : hashOf([areas, departments]);
  return { key, scope: { role: 'tile', areas, departments, actor: scope.actor }, isPublic };
}

/** Long enough that nobody finds another scope with the same one. */
const hashOf = (sight: readonly (readonly string[])[]) =>
  createHash('sha256').update(JSON.stringify(sight)).digest('base64url').slice(0, 24);

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
