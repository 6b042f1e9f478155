// Two persons: one asks, another decides, and what was approved is done in the transaction of the decision.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { readName } from '../../../../geodata/space/pinyin.ts';
import { record } from '../../../audit/record.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Services } from '../../../platform/services.ts';
import { allow, type User } from '../../guard.ts';
import { commonPath } from '../algorithms/common-path.ts';
import { assertOwnAreas } from '../areas.ts';
import { ByRequest } from '../contract.ts';
import {
  AdministratorRequest,
  Decided,
  Decision,
  RecoveryRequest,
  ReformRequest,
  TwoPersonRequest,
} from './contract.ts';
import { previewReform } from '../divisions-routes.ts';
import { oneTimePassword } from '../one-time-password.ts';
import { ask, somebodyElse } from './ask.ts';
import { assertKeepsSecurityAdmin, endRoutes } from './end-routes.ts';
import * as store from './store.ts';

const tags = ['identity'];
const carers = ['system-admin', 'security-admin'] as const;
const seers = [...carers, 'audit-admin', 'duty-officer', 'manager'] as const;
const read = { access: allow(seers, 'identity:read-requests', { area: 'own', data: 'internal' }) };
const askRecovery = { access: allow(carers, 'identity:ask-recovery', { area: 'own', data: 'internal' }) };
const askAdministrator = {
  access: allow('security-admin', 'identity:ask-administrator', { area: 'own', data: 'internal' }),
};
const askReform = { access: allow('security-admin', 'identity:ask-reform', { area: 'own', data: 'internal' }) };
const decide = { access: allow(carers, 'identity:decide', { area: 'own', data: 'internal' }) };

export const requestRoutes =
  (services: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/',
      {
        config: read,
        schema: {
          tags,
          summary: 'What waits for two persons, and what they decided',
          response: { 200: Type.Array(TwoPersonRequest) },
        },
      },
      ({ db, user }) => store.findRequests(db, user),
    );

    app.post(
      '/recovery',
      {
        config: askRecovery,
        schema: {
          tags,
          summary: 'Ask that somebody gets in again: a lost second factor, or the password of an administrator',
          body: RecoveryRequest,
          response: { 201: TwoPersonRequest },
        },
      },
      async ({ db, body, user }, reply) => {
        const { divisionPath } = await somebodyElse(db, body.personId, user);
        const { personId, reason, what } = body;
        const request = { kind: 'recovery', about: personId, content: { what }, reason, divisionPath } as const;
        return reply.code(201).send(await ask(db, user, request, askRecovery.access.act, services.clock()));
      },
    );

    app.post(
      '/administrator',
      {
        config: askAdministrator,
        schema: {
          tags,
          summary: 'Ask that somebody becomes an administrator',
          body: AdministratorRequest,
          response: { 201: TwoPersonRequest },
        },
      },
      async ({ db, body, user, subject }, reply) => {
        assertOwnAreas(subject, body.areas);
        const { personId: about, reason, ...content } = body;
        const { divisionPath } = await somebodyElse(db, about, user);
        const request = { kind: 'administrator', about, content, reason, divisionPath } as const;
        return reply.code(201).send(await ask(db, user, request, askAdministrator.access.act, services.clock()));
      },
    );
    await app.register(reformRoutes(services));
    await app.register(endRoutes(services));
    await app.register(decisionRoutes(services));
  };

const reformRoutes =
  ({ clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/reform',
      {
        config: askReform,
        schema: {
          tags,
          summary: 'Ask that division codes are merged or changed, with everything that lies in them',
          body: ReformRequest,
          response: { 201: TwoPersonRequest },
        },
      },
      async ({ db, body: { moves, reason }, user, subject }, reply) => {
        const concerned = moves.flatMap(({ from, to }) => [from, to]);
        assertOwnAreas(subject, concerned);
        const { faults, counts } = await previewReform(db, moves);
        if (faults.length > 0)
          throw new Problem(422, 'reform-impossible', 'These codes cannot become those', {
            errors: faults.map(({ path, fault }) => ({ pointer: `/body/moves/${path}`, detail: fault })),
          });
        const named = moves.map((move) => (move.name === undefined ? move : { ...move, ...readName(move.name) }));
        // What lies in two areas of the asker is of the first: that is where it is decided.
        const divisionPath =
          subject.scope.areas.find((area) => commonPath(concerned).startsWith(area)) ?? subject.scope.areas[0]!;
        const request = {
          kind: 'reform',
          about: null,
          content: { moves: named, counts },
          reason,
          divisionPath,
        } as const;
        return reply.code(201).send(await ask(db, user, request, askReform.access.act, clock()));
      },
    );
  };

const decisionRoutes =
  ({ declarations, clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/:id/decision',
      {
        config: decide,
        schema: {
          tags,
          summary: 'Approve or refuse what somebody else asked; a password that comes of it is shown this once',
          params: ByRequest,
          body: Decision,
          response: { 200: Decided },
        },
      },
      async ({ db, params: { id }, body, user }, reply) => {
        reply.header('cache-control', 'no-store');
        const before = await store.findRequest(db, id, user);
        assertDecidable(before, user, clock());
        if (!body.approved && body.answer.trim() === '') throw new Problem(422, 'reason-needed', 'A refusal says why');
        if (body.approved) await assertKeepsSecurityAdmin(db, before);
        const secret = before.kind === 'recovery' && body.approved ? await oneTimePassword() : undefined;
        const layers = declarations.all().flatMap(({ kind, what }) => (kind === 'layer' ? [what] : []));
        const request = await db.transaction(async (tx) => {
          if (!(await store.decideRequest(tx, id, body, { passwordHash: secret?.hash, layers }))) throw decided();
          const after = (await store.findRequest(tx, id, user))!;
          await record(tx, { act: decide.access.act, object: `identity.request/${id}`, before, after });
          return after;
        });
        return { request, ...(secret && { password: secret.password }) };
      },
    );
  };

function assertDecidable(
  request: TwoPersonRequest | undefined,
  user: User,
  now: Date,
): asserts request is TwoPersonRequest {
  if (!request) throw new Problem(404, 'no-such-request', 'There is no such request in your areas');
  if (request.kind === 'emergency')
    throw new Problem(409, 'decided-elsewhere', 'An emergency access is opened by a duty officer, with the incident');
  if (request.decidedAt !== null) throw decided();
  if (new Date(request.expiresAt) <= now) throw new Problem(409, 'request-over', 'This request is over');
  if (request.askedBy.id === user.id || request.about?.id === user.id)
    throw new Problem(403, 'own-request', 'Nobody decides what they asked for or what is about them');
}

const decided = () => new Problem(409, 'request-decided', 'This was decided');
