// Opens a contact: one transaction of the opening's row, the audit entry, and the key. Without the first two the third is not used.
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import { Problem } from '../platform/problem.ts';
import { SealBroken, type Sealing } from '../platform/sealing.ts';
import { contactContext, objectOf, unpackContact, type ContactOwner } from './algorithms/contact-seal.ts';
import type { Contact } from './contract.ts';
import { actOrRefuse } from './refusals.ts';

const ACT = 'sealed:open';

/**
 * @throws Problem 404 where nothing is kept that the caller may know of, 403 where the post or purpose is not for it, 503 where its key is lost
 */
export function openContact(db: Db, sealing: Sealing, owner: ContactOwner, reason: string): Promise<Contact> {
  return actOrRefuse(db, { act: ACT, object: objectOf(owner) }, async (tx) => {
    const { id, holds } = await findContact(tx, owner);
    const opening = await tx.one<{ id: string }>(
      sql`INSERT INTO sealed.opening (contact_id, reason) VALUES (${id}, ${reason}) RETURNING id`,
    );
    await record(tx, { act: ACT, object: objectOf(owner), after: { opening: opening!.id, holds } });
    const content = await tx.one<{ sealed: Buffer }>(sql`SELECT sealed.content_of(${opening!.id}) AS sealed`);
    return unseal(sealing, content!.sealed, owner);
  });
}

async function findContact(tx: Tx, owner: ContactOwner): Promise<{ id: string; holds: readonly string[] }> {
  const whose = 'incidentId' in owner ? sql`incident_id = ${owner.incidentId}` : sql`person_id = ${owner.personId}`;
  const contact = await tx.one<{ id: string; holds: string[] }>(
    sql`SELECT id, holds FROM sealed.contact WHERE ${whose}`,
  );
  if (!contact) throw new Problem(404, 'no-contact', 'No contact is kept that you may know of');
  return contact;
}

function unseal(sealing: Sealing, sealed: Buffer, owner: ContactOwner): Contact {
  try {
    return unpackContact(sealing.open(sealed, contactContext(owner)));
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    throw new Problem(503, 'seal-lost', 'It cannot be opened: its key is missing, or it was changed', {
      detail: 'On the server: npm run fengsui -- sealing check',
    });
  }
}
