// Reads and writes the schema "identity".
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { PostChoice } from './contract.ts';
import { IN_FORCE } from './posts.ts';

/** The phone whose token has this hash, and the name of its wall, while the pairing lasts. Pairings belong to "walls". */
export function findRemoteByToken(db: Db, tokenHash: Buffer): Promise<{ id: string; wall: string } | undefined> {
  return db.one(sql`
    SELECT p.id, w.name AS wall FROM walls.pairing p JOIN walls.wall w ON w.id = p.wall_id
     WHERE p.token_hash = ${tokenHash} AND p.expires_at > platform.now()`);
}

/** The posts in force of a person, with the names of their areas; the oldest first. Divisions belong to "grids". */
export function findPostChoices(db: Db, personId: string): Promise<PostChoice[]> {
  return db.many<PostChoice>(sql`
    SELECT o.id, o.role, o.title, o.valid_to AS until, absent.name AS "substituteFor",
           ARRAY(SELECT coalesce(d.name, area.path) FROM unnest(o.areas) AS area (path)
                   LEFT JOIN grids.division d ON d.path = area.path ORDER BY area.path) AS areas
      FROM identity.post o
      LEFT JOIN identity.post own ON own.id = o.substitute_of
      LEFT JOIN identity.person absent ON absent.id = own.person_id
     WHERE o.person_id = ${personId} AND ${IN_FORCE}
     ORDER BY o.granted_at, o.id`);
}

export interface Territory {
  readonly path: string;
  readonly name: string;
  readonly level: 'city' | 'county';
}

/** The city that is loaded and its counties, the city first. The divisions belong to "grids"; a scope is made of them. */
export function findTerritory(db: Db): Promise<Territory[]> {
  return db.many<Territory>(sql`
    SELECT path, name, level FROM grids.division WHERE level IN ('city', 'county') ORDER BY length(path), path`);
}

/** How often the grants of a subject have changed; subjects whose grants never did are not listed. */
export function findScopeEpochs(db: Db): Promise<{ subject: string; epoch: number }[]> {
  return db.many(sql`SELECT subject, epoch FROM identity.scope_epoch`);
}
