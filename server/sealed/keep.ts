// Keeps how to reach somebody: encrypted, in the transaction of what brought it, and nowhere else.
import type { Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Sealing } from '../platform/sealing.ts';
import { contactContext, packContact, partsOf } from './algorithms/contact-seal.ts';
import type { Contact } from './contract.ts';

/** Of who reported an incident; a later report of the same incident brings the later contact. */
export async function keepReporterContact(
  tx: Tx,
  sealing: Pick<Sealing, 'seal'>,
  incidentId: string,
  contact: Contact,
): Promise<void> {
  const sealed = sealing.seal(packContact(contact), contactContext({ incidentId }));
  const holds = partsOf(contact);
  await tx.one(sql`
    INSERT INTO sealed.contact (incident_id, holds, sealed) VALUES (${incidentId}, ${holds}, ${sealed})
    ON CONFLICT (incident_id) DO UPDATE SET holds = ${holds}, sealed = ${sealed}, sealed_at = platform.now()`);
}

/** Of one of the staff. */
export async function keepStaffContact(
  tx: Tx,
  sealing: Pick<Sealing, 'seal'>,
  personId: string,
  contact: Contact,
): Promise<void> {
  const sealed = sealing.seal(packContact(contact), contactContext({ personId }));
  const holds = partsOf(contact);
  await tx.one(sql`
    INSERT INTO sealed.contact (person_id, holds, sealed) VALUES (${personId}, ${holds}, ${sealed})
    ON CONFLICT (person_id) DO UPDATE SET holds = ${holds}, sealed = ${sealed}, sealed_at = platform.now()`);
}
