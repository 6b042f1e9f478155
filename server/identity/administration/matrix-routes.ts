// The permission matrix as it really is: what everything of the running server declared, not what somebody wrote down.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Services } from '../../platform/services.ts';
import { allow } from '../guard.ts';
import { ADMINISTRATOR_ROLES } from '../contract.ts';
import { MatrixRow } from './contract.ts';

const config = { access: allow(ADMINISTRATOR_ROLES, 'identity:read-matrix', { area: 'none', data: 'internal' }) };

export const matrixRoutes =
  ({ declarations }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/',
      {
        config,
        schema: {
          tags: ['identity'],
          summary: 'Who may do what: all declarations of this server',
          response: { 200: Type.Array(MatrixRow) },
        },
      },
      () =>
        declarations.all().map(({ kind, what, access }) => ({
          kind,
          what,
          act: access.act,
          who: [...access.who],
          area: access.area,
          data: access.data,
          purposes: [...(access.purposes ?? [])],
        })),
    );
  };
