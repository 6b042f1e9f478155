import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { NewSharing } from '../platform/contract.ts';
import type { Services } from '../platform/services.ts';
import { findAudience, limit, share, unshare, type Change } from './audience.ts';
import { Audience, LIMIT, Limitation, LIMITERS, SharedThing } from './contract.ts';

const read = { access: allow(['staff', 'wall'], 'sharing:read', { area: 'own', data: 'internal' }) };
const mayLimit = { access: allow(LIMITERS, LIMIT, { area: 'own', data: 'internal' }) };
const may = { access: allow(['duty-officer', 'manager'], 'sharing:share', { area: 'own', data: 'internal' }) };
const tags = ['sharing'];
const response = { 200: Audience };

export const sharingRoutes =
  ({ events }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const changeOf = ({ user, subject }: FastifyRequest, { kind, id }: SharedThing): Change => ({
      events,
      thing: { kind, id },
      by: { actor: user.name, areas: subject.scope.areas },
    });

    app.get(
      '/:kind/:id',
      { config: read, schema: { tags, summary: 'Who may know of a thing', params: SharedThing, response } },
      ({ db, params, subject }) => findAudience(db, params, subject.scope.areas),
    );

    app.put(
      '/:kind/:id/departments',
      {
        config: mayLimit,
        schema: {
          tags,
          summary: 'Limit a thing of a register to departments, or open it to all',
          params: SharedThing,
          body: Limitation,
          response,
        },
      },
      (request) => limit(request.db, changeOf(request, request.params), request.body),
    );

    app.post(
      '/:kind/:id',
      {
        config: may,
        schema: {
          tags,
          summary: 'Let another division see a thing of a register',
          params: SharedThing,
          body: NewSharing,
          response,
        },
      },
      (request) => share(request.db, changeOf(request, request.params), request.body),
    );

    app.delete(
      '/:kind/:id/:path',
      {
        config: may,
        schema: {
          tags,
          summary: 'No longer let another division see it',
          params: Type.Object({ ...SharedThing.properties, path: NewSharing.properties.path }),
          response,
        },
      },
      (request) => unshare(request.db, changeOf(request, request.params), request.params.path),
    );
  };
