// GET /api/moments: how far one can look back.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { sql } from '../../db/sql.ts';
import { callersOf } from '../identity/algorithms/roles.ts';
import type { Access } from '../identity/guard.ts';
import { Recorded } from './contract.ts';
import type { Services } from './services.ts';

const ASK: Access = { who: callersOf(['staff', 'wall']), act: 'platform:look-back', area: 'own', data: 'internal' };

export const momentRoutes =
  ({ clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/moments',
      {
        config: { access: ASK },
        schema: {
          tags: ['moments'],
          summary: 'Since when anything in my area has been recorded',
          response: { 200: Recorded },
        },
      },
      async ({ db }) => {
        const row = await db.one<{ since: string | null }>(sql`SELECT platform.recorded_since() AS since`);
        return { since: row?.since ?? null, now: clock().toISOString() };
      },
    );
  };
