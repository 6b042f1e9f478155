// The session behind a request, which may still be in the middle of its sign-in.
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../platform/problem.ts';
import { allow, type SessionOfSubject } from '../guard.ts';
import type { From } from './identity-db.ts';

/** Whoever is in the middle of a sign-in is nobody yet: such routes let everybody in and look at the session themselves. */
export const anybody = (act: string) => allow('public', `identity:${act}`, { area: 'none', data: 'public' });

export const fromOf = ({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): From => ({
  address: ip,
  agent: headers['user-agent'],
  cookies: headers.cookie,
});

/** @throws Problem 401 without a session, 403 while the second factor is missing */
export function sessionOf(request: Pick<FastifyRequest, 'subject'>): SessionOfSubject {
  const session = begunSessionOf(request);
  if (session.step === 'second-factor') throw new Problem(403, 'second-factor-needed', 'The second factor comes first');
  return session;
}

/** @throws Problem 401 without a session */
export function begunSessionOf({ subject: { session } }: Pick<FastifyRequest, 'subject'>): SessionOfSubject {
  if (!session) throw new Problem(401, 'not-signed-in', 'This needs a sign-in or a key');
  return session;
}
