// How a contact becomes one sealed text, and where that text belongs: moved to another row it does not open. Pure.
import { CONTACT_PARTS, type Contact, type ContactPart } from '../contract.ts';

/** Whose contact it is. */
export type ContactOwner = { readonly incidentId: string } | { readonly personId: string };

export const contactContext = (owner: ContactOwner): string =>
  'incidentId' in owner ? `sealed.contact/reporter/${owner.incidentId}` : `sealed.contact/staff/${owner.personId}`;

/** As the audit names it. */
export const objectOf = (owner: ContactOwner): string =>
  'incidentId' in owner ? `incidents.incident/${owner.incidentId}` : `identity.person/${owner.personId}`;

/** Which parts a contact has: all that is told of it in clear. */
export const partsOf = (contact: Contact): ContactPart[] => CONTACT_PARTS.filter((part) => contact[part] !== undefined);

export const packContact = (contact: Contact): Buffer => Buffer.from(JSON.stringify(contact));

export const unpackContact = (plain: Buffer): Contact => JSON.parse(plain.toString()) as Contact;
