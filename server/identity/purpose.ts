// What personal data is asked for: a request names one purpose of the closed list, else it is refused, and the refusal is kept.
import type { FastifyRequest } from 'fastify';
import type { Db } from '../../db/connection.ts';
import { record } from '../audit/record.ts';
import { Problem } from '../platform/problem.ts';
import type { Purpose } from './contract.ts';
import type { Access } from './guard.ts';

/**
 * The purpose of a request for personal data, by its header `x-purpose`; undefined where none is needed.
 *
 * @param db  of the caller, who is written down as refused
 * @throws Problem 403 where the purpose is missing or does not fit
 */
export async function purposeOf(request: FastifyRequest, access: Access, db: Db): Promise<Purpose | undefined> {
  if (access.data !== 'personal') return undefined;
  const { 'x-purpose': named } = request.headers;
  const fitting = access.purposes?.find((purpose) => purpose === named);
  if (fitting) return fitting;
  await db.transaction(async (tx) => {
    const asked = typeof named === 'string' ? named.slice(0, 60) : null;
    await record(tx, {
      act: access.act,
      object: 'identity.purpose/refused',
      after: { asked, fitting: access.purposes },
    });
  });
  throw new Problem(403, 'purpose-needed', 'Personal data is shown for a stated purpose alone', {
    detail: `Fitting here: ${access.purposes?.join(', ') ?? ''}`,
  });
}
