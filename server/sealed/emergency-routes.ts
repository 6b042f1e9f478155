// Emergency access: asked from an incident, decided by another person, ended, reported.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { record } from '../audit/record.ts';
import { allow, type Subject } from '../identity/guard.ts';
import { Problem } from '../platform/problem.ts';
import {
  askEmergency,
  decideEmergency,
  endEmergency,
  countDeedsElsewhere,
  findDeeds,
  findEmergencies,
  findEmergency,
  findOpeningsUnder,
  type Reader,
} from './emergencies.ts';
import { Emergency, EmergencyDecision, EmergencyDraft, EmergencyReport, IncidentContact } from './contract.ts';
import { actOrRefuse } from './refusals.ts';
import { findIncidentInView, type IncidentInView } from './store.ts';

const tags = ['sealed'];
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const DESK = ['duty-officer', 'manager'] as const;
const COUNTY_DIGITS = 6;

const isDesk = ({ caller }: Subject) => caller === 'duty-officer' || caller === 'manager';
const readerOf = (subject: Subject): Reader => ({
  personId: subject.user.id,
  isDecider: isDesk(subject),
  seesAll: isDesk(subject) || subject.caller === 'audit-admin',
});
/** What the caller's post opens the contact of an incident for. */
function purposeIn({ id, isOwn, postFor }: IncidentInView, subject: Subject): IncidentContact['opensFor'] {
  if (postFor !== null) return postFor === id ? 'emergency' : null;
  return isOwn && isDesk(subject) ? 'incident-callback' : null;
}

const noSuchIncident = () => new Problem(404, 'no-such-incident', 'There is no such incident in your area');
const noSuchEmergency = () => new Problem(404, 'no-such-emergency', 'There is no such emergency access in your area');

export const emergencyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(askRoutes);
  await app.register(decisionRoutes);
  await app.register(reportRoutes);
};

const askRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/incidents/:id',
    {
      config: { access: allow('staff', 'sealed:ask', { area: 'own', data: 'internal' }) },
      schema: {
        tags,
        summary: 'What is kept of who reported an incident, and what my post may open',
        params,
        response: { 200: IncidentContact },
      },
    },
    async ({ db, subject, params: { id } }) => {
      const incident = await findIncidentInView(db, id, subject.session?.postId ?? null);
      if (!incident) throw noSuchIncident();
      const { holds, isOwn, isOpen, postFor } = incident;
      const opensFor = purposeIn(incident, subject);
      return { holds: [...holds], opensFor, mayAsk: isOpen && isOwn && postFor === null };
    },
  );

  app.post(
    '/emergencies',
    {
      config: { access: allow('staff', 'sealed:ask-emergency', { area: 'own', data: 'internal' }) },
      schema: { tags, summary: 'Ask for an emergency access', body: EmergencyDraft, response: { 201: Emergency } },
    },
    async ({ db, subject, body }, reply) => {
      const incident = await findIncidentInView(db, body.incidentId, subject.session?.postId ?? null);
      if (!incident) throw noSuchIncident();
      const object = `incidents.incident/${incident.id}`;
      const draft = { ...body, areas: body.areas ?? [incident.divisionPath.slice(0, COUNTY_DIGITS)] };
      const asked = await actOrRefuse(db, { act: 'sealed:ask-emergency', object }, async (tx) => {
        const id = await askEmergency(tx, draft, incident.divisionPath);
        const { areas, hours, reason } = draft;
        await record(tx, { act: 'sealed:ask-emergency', object, after: { request: id, areas, hours, reason } });
        return findEmergency(tx, readerOf(subject), id);
      });
      return reply.code(201).send(asked!);
    },
  );
};

const decisionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.put(
    '/emergencies/:id/decision',
    {
      config: { access: allow(DESK, 'sealed:decide-emergency', { area: 'own', data: 'internal' }) },
      schema: {
        tags,
        summary: 'Open an emergency access that another person asked for, or refuse it',
        params,
        body: EmergencyDecision,
        response: { 200: Emergency },
      },
    },
    async ({ db, subject, params: { id }, body: { approved } }) => {
      const before = await findEmergency(db, readerOf(subject), id);
      if (!before) throw noSuchEmergency();
      const object = `incidents.incident/${before.incidentId}`;
      return actOrRefuse(db, { act: 'sealed:decide-emergency', object }, async (tx) => {
        if (!(await decideEmergency(tx, id, approved)))
          throw new Problem(409, 'already-decided', 'This was decided already');
        const decided = await findEmergency(tx, readerOf(subject), id);
        const after = { request: id, approved, until: decided!.until };
        await record(tx, { act: 'sealed:decide-emergency', object, after });
        return decided!;
      });
    },
  );

  app.post(
    '/emergencies/:id/ending',
    {
      config: { access: allow('staff', 'sealed:end-emergency', { area: 'own', data: 'internal' }) },
      schema: { tags, summary: 'End an emergency access before its time', params, response: { 200: Emergency } },
    },
    async ({ db, subject, params: { id } }) => {
      const before = await findEmergency(db, readerOf(subject), id);
      if (!before) throw noSuchEmergency();
      const object = `incidents.incident/${before.incidentId}`;
      return actOrRefuse(db, { act: 'sealed:end-emergency', object }, async (tx) => {
        await record(tx, { act: 'sealed:end-emergency', object, after: { request: id } });
        if (!(await endEmergency(tx, id))) throw new Problem(409, 'already-over', 'There is nothing to end');
        return (await findEmergency(tx, readerOf(subject), id))!;
      });
    },
  );
};

const reportRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/emergencies',
    {
      config: {
        access: allow(['staff', 'audit-admin'], 'sealed:follow-emergencies', { area: 'own', data: 'internal' }),
      },
      schema: { tags, summary: 'Emergency accesses of my areas, and my own', response: { 200: Type.Array(Emergency) } },
    },
    ({ db, subject }) => findEmergencies(db, readerOf(subject)),
  );

  app.get(
    '/emergencies/:id/report',
    {
      config: {
        access: allow([...DESK, 'audit-admin'], 'sealed:report-emergency', { area: 'own', data: 'internal' }),
      },
      schema: {
        tags,
        summary: 'Everything that was done under an emergency access',
        params,
        response: { 200: EmergencyReport },
      },
    },
    async ({ db, subject, params: { id } }) => {
      const emergency = await findEmergency(db, readerOf(subject), id);
      if (!emergency) throw noSuchEmergency();
      return {
        emergency,
        deeds: await findDeeds(db, id),
        elsewhere: await countDeedsElsewhere(db, id),
        openings: await findOpeningsUnder(db, id),
      };
    },
  );
};
