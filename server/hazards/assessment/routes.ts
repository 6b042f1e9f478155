import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { allow } from '../../identity/guard.ts';
import { MomentQuery, readMoment } from '../../platform/moment.ts';
import type { Services } from '../../platform/services.ts';
import { findHazard, noSuchHazard } from '../store.ts';
import { assess, tryAssessment } from './assess.ts';
import { Assessment, AssessmentOutcome, NewAssessment, Scheme, Trial } from './contract.ts';
import { findSchemes } from '../schemes/store.ts';
import { findAssessments } from './store.ts';

const read = { access: allow('staff', 'hazards:read', { area: 'own', data: 'internal' }) };
const may = { access: allow(['manager', 'analyst'], 'hazards:assess', { area: 'own', data: 'internal' }) };
const tags = ['hazards'];
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const assessmentRoutes =
  ({ clock }: Pick<Services, 'clock'>): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/schemes',
      {
        config: read,
        schema: { tags, summary: 'The schemes of assessment in force', response: { 200: Type.Array(Scheme) } },
      },
      ({ db }) => findSchemes(db, clock()),
    );

    app.get(
      '/:id/assessments',
      {
        config: read,
        schema: {
          tags,
          summary: 'How a hazard was assessed, the newest first',
          params,
          querystring: Type.Object(MomentQuery),
          response: { 200: Type.Array(Assessment) },
        },
      },
      async ({ db, params: { id }, query }) => {
        const moment = readMoment(query);
        if (!(await findHazard(db, id, moment))) throw noSuchHazard();
        return findAssessments(db, id, moment);
      },
    );

    app.post(
      '/:id/assessment-trials',
      {
        config: may,
        schema: {
          tags,
          summary: 'What would come of an assessment; nothing is kept',
          params,
          body: Trial,
          response: { 200: AssessmentOutcome },
        },
      },
      async ({ db, params: { id }, body }) => {
        const asked = { hazardId: id, trial: body, now: clock(), inputAt: '/body/input' } as const;
        return (await tryAssessment(db, asked)).outcome;
      },
    );

    app.post(
      '/:id/assessments',
      {
        config: may,
        schema: { tags, summary: 'Assess a hazard', params, body: NewAssessment, response: { 201: Assessment } },
      },
      async ({ db, params: { id }, body, user }, reply) => {
        const made = await assess(db, {
          ...body,
          hazardId: id,
          actor: user.name,
          now: clock(),
          inputAt: '/body/trial/input',
        });
        return reply.code(201).send(made);
      },
    );
  };
