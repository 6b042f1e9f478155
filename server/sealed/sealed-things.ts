// Everything in the database that is sealed: what a rotation seals anew, and what a lost key would take away.
import type { Tx, Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { contactContext } from './algorithms/contact-seal.ts';

export interface SealedRow {
  readonly id: string;
  readonly context: string;
  readonly sealed: Buffer;
}

export interface SealedThing {
  /** As it is named to the operator. */
  readonly name: string;
  /** How many there are under each key. */
  count(db: Db): Promise<{ keyId: string; count: number }[]>;
  /** Some that are under another key than the given one, locked, in the order of their ids. */
  lockUnderOtherKeys(tx: Tx, keyId: string, after: string, most: number): Promise<SealedRow[]>;
  /** One under a key, to see whether it opens. */
  findOneUnder(db: Db, keyId: string): Promise<SealedRow | undefined>;
  write(tx: Tx, id: string, sealed: Buffer): Promise<void>;
  /** Lets no other process write one until the transaction ends. */
  hold(tx: Tx): Promise<void>;
}

interface ContactRow {
  readonly id: string;
  readonly sealed: Buffer;
  readonly incidentId: string | null;
  readonly personId: string | null;
}

const toContact = ({ id, sealed, incidentId, personId }: ContactRow): SealedRow => ({
  id,
  sealed,
  context: contactContext(incidentId === null ? { personId: personId! } : { incidentId }),
});
const CONTACT = sql`SELECT id::text AS id, sealed, incident_id AS "incidentId", person_id AS "personId" FROM sealed.contact`;

const contacts: SealedThing = {
  name: 'contacts',
  count: (db) =>
    db.many(
      sql`SELECT key_id AS "keyId", count(*)::integer AS count FROM sealed.contact GROUP BY key_id ORDER BY key_id`,
    ),
  lockUnderOtherKeys: async (tx, keyId, after, most) => {
    const rows = await tx.many<ContactRow>(
      sql`${CONTACT} WHERE key_id <> ${keyId} AND id::text > ${after} ORDER BY id::text LIMIT ${most} FOR UPDATE`,
    );
    return rows.map(toContact);
  },
  findOneUnder: async (db, keyId) => {
    const row = await db.one<ContactRow>(sql`${CONTACT} WHERE key_id = ${keyId} LIMIT 1`);
    return row && toContact(row);
  },
  write: async (tx, id, sealed) => {
    await tx.one(sql`UPDATE sealed.contact SET sealed = ${sealed} WHERE id = ${id}`);
  },
  hold: async (tx) => {
    await tx.one(sql`LOCK TABLE sealed.contact IN SHARE MODE`);
  },
};

const SECRET_KEY = sql`encode(substring(totp_secret FROM 1 FOR 4), 'hex')`;
type SecretRow = Omit<SealedRow, 'context'>;
const toSecret = ({ id, sealed }: SecretRow): SealedRow => ({
  id,
  sealed,
  context: `identity.person.totp_secret/${id}`,
});

/** Shared secrets of second factors; they belong to "identity". */
const secrets: SealedThing = {
  name: 'second factors',
  count: (db) =>
    db.many(sql`
      SELECT ${SECRET_KEY} AS "keyId", count(*)::integer AS count FROM identity.person
       WHERE totp_secret IS NOT NULL GROUP BY 1 ORDER BY 1`),
  lockUnderOtherKeys: async (tx, keyId, after, most) => {
    const rows = await tx.many<SecretRow>(sql`
      SELECT id, totp_secret AS sealed FROM identity.person
       WHERE totp_secret IS NOT NULL AND ${SECRET_KEY} <> ${keyId} AND id > ${after} ORDER BY id LIMIT ${most} FOR UPDATE`);
    return rows.map(toSecret);
  },
  findOneUnder: async (db, keyId) => {
    const row = await db.one<SecretRow>(sql`
      SELECT id, totp_secret AS sealed FROM identity.person WHERE totp_secret IS NOT NULL AND ${SECRET_KEY} = ${keyId} LIMIT 1`);
    return row && toSecret(row);
  },
  write: async (tx, id, sealed) => {
    await tx.one(sql`UPDATE identity.person SET totp_secret = ${sealed} WHERE id = ${id}`);
  },
  hold: async (tx) => {
    await tx.one(sql`LOCK TABLE identity.person IN SHARE MODE`);
  },
};

export const sealedThings: readonly SealedThing[] = [contacts, secrets];
