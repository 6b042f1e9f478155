// What machines send: reports and signs of life, with a feed key.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import type { Services } from '../platform/services.ts';
import { Heartbeat, Incident, IncidentReport } from './contract.ts';
import { takeHeartbeat } from './feed-pulse.ts';
import { takeReport } from './intake.ts';

const report = { access: allow('feed', 'incidents:report', { area: 'feed', data: 'internal' }) };
const tags = ['incidents'];

/** Whatever the sender likes; the same one with the same body brings the same incident. */
const IdempotencyKey = Type.Object({ 'idempotency-key': Type.String({ minLength: 1, maxLength: 200 }) });

export const intakeRoutes =
  ({ events, clock, sealing }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/',
      {
        config: report,
        schema: {
          tags,
          summary: 'Report an incident; 201 for a new one, 200 for one that was reported before',
          headers: IdempotencyKey,
          body: IncidentReport,
          response: { 200: Incident, 201: Incident },
        },
      },
      async ({ db, user, headers, body }, reply) => {
        const delivery = {
          report: body,
          idempotencyKey: headers['idempotency-key'],
          sender: user,
          now: clock(),
          sealing,
        };
        const { incident, isNew } = await takeReport(db, events, delivery);
        return reply
          .code(isNew ? 201 : 200)
          .header('location', `/api/incidents/${incident.id}`)
          .send(incident);
      },
    );

    app.post(
      '/heartbeat',
      {
        config: report,
        schema: { tags, summary: 'Say that the feed is alive', body: Heartbeat, response: { 204: Type.Null() } },
      },
      async ({ db, user, body }, reply) => {
        await takeHeartbeat(db, events, user, clock(), body.intervalS);
        return reply.code(204).send(null);
      },
    );
  };
