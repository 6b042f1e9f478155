// The house's own access to accounts, in the name of the person whom an act concerns.
import type { Db } from '../../../db/connection.ts';
import { rememberingAddress } from '../guard.ts';
import type { Services } from '../../platform/services.ts';

/** Where a sign-in comes from. */
export interface From {
  readonly address: string;
  /** `User-Agent` */
  readonly agent: string | undefined;
  readonly cookies: string | undefined;
}

/** Whom an act is written down for. */
export interface Whom {
  readonly id: string;
  readonly divisionPath: string;
}

/** Nobody in the audit: somebody who has not shown who they are. */
export const NOBODY = 'public';

/** Sees all accounts, for sign-ins alone; what it writes down names the person and the address. */
export function identityDb(
  { database }: Pick<Services, 'database'>,
  actor: string,
  whom: Whom | undefined,
  { address }: Pick<From, 'address'>,
): Db {
  return rememberingAddress(database.as({ role: 'job', areas: whom ? [whom.divisionPath] : [], actor }), address);
}
