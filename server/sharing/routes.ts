import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import { NewSharing, Sharing } from '../platform/contract.ts';
import { SharedKind } from './contract.ts';
import { readSharing, share, unshare } from './share.ts';

const read = { access: allow(['staff', 'wall'], 'sharing:read', { area: 'own', data: 'internal' }) };
const change = { access: allow(['duty-officer', 'manager'], 'sharing:share', { area: 'own', data: 'internal' }) };
const tags = ['sharing'];
const thing = { kind: SharedKind, id: Type.String({ format: 'uuid' }) };
const response = { 200: Type.Array(Sharing) };

export const sharingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const by = ({ user, subject }: FastifyRequest) => ({ actor: user.name, areas: subject.scope.areas });

  app.get(
    '/:kind/:id',
    { config: read, schema: { tags, summary: 'With whom a thing is shared', params: Type.Object(thing), response } },
    ({ db, params: { kind, id } }) => readSharing(db, kind, id),
  );

  app.post(
    '/:kind/:id',
    {
      config: change,
      schema: {
        tags,
        summary: 'Let another division see a thing of a register',
        params: Type.Object(thing),
        body: NewSharing,
        response,
      },
    },
    (request) => share(request.db, request.params.kind, request.params.id, request.body, by(request)),
  );

  app.delete(
    '/:kind/:id/:path',
    {
      config: change,
      schema: {
        tags,
        summary: 'No longer let another division see it',
        params: Type.Object({ ...thing, path: NewSharing.properties.path }),
        response,
      },
    },
    (request) => unshare(request.db, request.params.kind, request.params.id, request.params.path, by(request)),
  );
};
