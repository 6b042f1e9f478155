// Posts as the guard meets them: which are in force, and what somebody is who acts in one.
import { sql } from '../../db/sql.ts';
import type { PostRole } from './contract.ts';
import { databaseRoleOf } from './database-role.ts';
import type { Subject } from './guard.ts';

export interface FoundPost {
  readonly id: string;
  readonly role: PostRole;
  readonly title: string;
  readonly areas: readonly string[];
  readonly departments: readonly string[];
  readonly unit: string | null;
  readonly acts: readonly string[] | null;
  readonly substituteOf: string | null;
  readonly incidentId: string | null;
}

/** Somebody whose epoch is not known yet. */
export type Found = Omit<Subject, 'scopeEpoch'>;

/** Of a post, over the alias `o`: it holds at this moment. */
export const IN_FORCE = sql`
  o.ended_at IS NULL AND o.valid_from <= platform.now() AND (o.valid_to IS NULL OR o.valid_to > platform.now())`;

/** A FoundPost, over the alias `o`. */
export const FOUND_POST = sql`
  json_build_object('id', o.id, 'role', o.role, 'title', o.title, 'areas', o.areas, 'departments', o.departments,
    'unit', o.unit, 'acts', o.acts, 'substituteOf', o.substitute_of, 'incidentId', o.incident_id)`;

/**
 * A person in a post.
 *
 * @param session  hash of the session's token, hex; without one nothing is decided that asks who proves to be there
 */
export function inPost(
  { personId, personName }: { readonly personId: string; readonly personName: string },
  post: FoundPost,
  session?: string,
): Found {
  return {
    caller: post.role,
    user: { id: personId, name: personName, post: post.title },
    scope: {
      role: databaseRoleOf(post.role),
      areas: post.areas,
      departments: post.departments,
      ...(post.unit !== null && { unit: post.unit }),
      ...(post.incidentId !== null && { purpose: 'emergency' }), // whatever is done in it is marked as such
      actor: personId,
      ...(session !== undefined && { session }),
    },
    whole: post.areas,
    ...(post.acts && { acts: post.acts }),
  };
}
