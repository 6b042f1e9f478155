// Whom the provider's word stands for here: an account by issuer and subject alone, and posts that follow the claims.
import { createHash } from 'node:crypto';
import { record } from '../../audit/record.ts';
import type { Tx } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { keyOf, type MappedPost } from '../algorithms/role-map.ts';
import { IN_FORCE } from '../posts.ts';
import type { Proven } from './provider.ts';

/** Says in the posts that the provider's claims granted them. */
const GRANTED_BY = 'oidc';
const LONGEST_NAME = 40;

export interface LinkedAccount {
  readonly id: string;
  readonly divisionPath: string;
  readonly isDeactivated: boolean;
}

/** The account of a subject, locked until the transaction ends; a name or an address of mail finds nobody. */
export function findLinked(tx: Tx, { issuer, subject }: Proven): Promise<LinkedAccount | undefined> {
  return tx.one<LinkedAccount>(sql`
    SELECT id, division_path AS "divisionPath", deactivated_at IS NOT NULL AS "isDeactivated"
      FROM identity.person WHERE oidc_issuer = ${issuer} AND oidc_subject = ${subject} FOR UPDATE`);
}

/** Makes the account of a subject that comes for the first time; nothing where it has come meanwhile. */
export async function createLinked(tx: Tx, { issuer, subject, name }: Proven, divisionPath: string): Promise<void> {
  const login = loginOf(issuer, subject);
  const made = await tx.one<{ id: string }>(sql`
    INSERT INTO identity.person (login, name, division_path, oidc_issuer, oidc_subject)
    VALUES (${login}, ${nameOf(name) ?? login}, ${divisionPath}, ${issuer}, ${subject})
    ON CONFLICT (oidc_issuer, oidc_subject) DO NOTHING RETURNING id`);
  if (made)
    await record(tx, {
      act: 'identity:create-account',
      object: `identity.person/${made.id}`,
      after: { login, by: GRANTED_BY },
    });
}

/** Binds an account that exists to a subject of the provider. @returns false where there is no such account */
export async function linkAccount(
  tx: Tx,
  login: string,
  { issuer, subject }: Pick<Proven, 'issuer' | 'subject'>,
): Promise<boolean> {
  const linked = await tx.one<{ id: string }>(sql`
    UPDATE identity.person SET oidc_issuer = ${issuer}, oidc_subject = ${subject} WHERE login = ${login} RETURNING id`);
  if (linked)
    await record(tx, {
      act: 'identity:link-account',
      object: `identity.person/${linked.id}`,
      after: { issuer, subject },
    });
  return linked !== undefined;
}

/** Ends the provider's posts that the claims name no more, and makes those that they name anew; posts of people stay. */
export async function followClaims(tx: Tx, personId: string, wanted: readonly MappedPost[]): Promise<void> {
  const held = await tx.many<MappedPost & { id: string }>(sql`
    SELECT id, role, areas, departments FROM identity.post
     WHERE person_id = ${personId} AND granted_by = ${GRANTED_BY} AND ended_at IS NULL FOR UPDATE`);
  const named = new Set(wanted.map(keyOf));
  const there = new Set(held.map(keyOf));
  const over = held.filter((post) => !named.has(keyOf(post)));
  const fresh = wanted.filter((post) => !there.has(keyOf(post)));
  if (over.length > 0)
    await tx.many(
      sql`UPDATE identity.post SET ended_at = platform.now() WHERE id = ANY (${over.map(({ id }) => id)}::text[])`,
    );
  for (const { role, areas, departments } of fresh)
    await tx.one(sql`
      INSERT INTO identity.post (person_id, role, areas, departments, granted_by)
      VALUES (${personId}, ${role}, ${areas}, ${departments}, ${GRANTED_BY})`);
  if (over.length + fresh.length > 0)
    await record(tx, {
      act: 'identity:follow-claims',
      object: `identity.person/${personId}`,
      before: held,
      after: wanted,
    });
}

/** Whether the person has a post at this moment, whoever granted it. */
export async function hasPost(tx: Tx, personId: string): Promise<boolean> {
  const post = await tx.one(sql`
    SELECT o.id FROM identity.post o WHERE o.person_id = ${personId} AND ${IN_FORCE} LIMIT 1`);
  return post !== undefined;
}

/** No word of the provider becomes a login: people choose it there, and could choose another's. */
const loginOf = (issuer: string, subject: string): string =>
  `sso-${createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
    .slice(0, 16)}`;

const nameOf = (name: string | undefined): string | undefined => name?.trim().slice(0, LONGEST_NAME) || undefined;
