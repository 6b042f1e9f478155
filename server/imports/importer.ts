import type { FastifyRequest } from 'fastify';
import type { Importer } from './acts.ts';

/** Who asks, as whoever imports. */
export const importerOf = ({ db, user, subject }: FastifyRequest): Importer => ({
  db,
  actor: subject.scope.actor,
  by: user.name,
  areas: subject.scope.areas,
});
