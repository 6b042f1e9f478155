// Reads and writes photos.
import type { Db, Tx } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import type { Photo } from '../contract.ts';
import type { Remade } from './remake.ts';

export async function keepPhoto(tx: Tx, divisionPath: string, photo: Remade): Promise<Photo> {
  const { widthPx, heightPx, picture, thumbnail } = photo;
  const row = await tx.one<{ id: string }>(sql`
    INSERT INTO files.photo (division_path, width_px, height_px, picture, thumbnail)
    VALUES (${divisionPath}, ${widthPx}, ${heightPx}, ${picture}, ${thumbnail})
    RETURNING id`);
  return { id: row!.id, widthPx, heightPx };
}

/** The JPEG, whole or small; undefined where there is none that the caller may see. */
export async function findPicture(db: Db, id: string, size: 'picture' | 'thumbnail'): Promise<Buffer | undefined> {
  const column = size === 'picture' ? sql`picture` : sql`thumbnail`;
  const row = await db.one<{ jpeg: Buffer }>(sql`SELECT ${column} AS jpeg FROM files.photo WHERE id = ${id}`);
  return row?.jpeg;
}

/** Photos that no story shows. @returns how many were removed */
export async function removeLoosePhotos(db: Db, before: Date): Promise<number> {
  const removed = await db.many(
    sql`DELETE FROM files.photo WHERE NOT shown AND brought_at < ${before} RETURNING 1 AS gone`,
  );
  return removed.length;
}
