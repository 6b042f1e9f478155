import type { FastifyRequest } from 'fastify';
import { allow, isAllowed } from '../identity/guard.ts';
import { LIMIT, LIMITERS } from '../sharing/contract.ts';
import type { Importer } from './acts.ts';

const limiting = allow(LIMITERS, LIMIT, { area: 'own', data: 'internal' });

/** Who asks, as whoever imports. */
export const importerOf = ({ db, user, subject }: FastifyRequest): Importer => ({
  db,
  actor: subject.scope.actor,
  by: user.name,
  areas: subject.scope.areas,
  mayLimit: isAllowed(limiting, subject),
});
