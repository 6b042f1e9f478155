// Photos come in as they are and go out as plain JPEG, from addresses where nothing could run.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { record } from '../../audit/record.ts';
import { allow } from '../../identity/guard.ts';
import { isInside } from '../../platform/division-path.ts';
import { Problem } from '../../platform/problem.ts';
import { MOST_PHOTO_BYTES, Photo, PhotoQuery } from '../contract.ts';
import { remakePhoto } from './remake.ts';
import { findPicture, keepPhoto } from './store.ts';

const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const JPEG = {
  200: { content: { 'image/jpeg': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } } },
};
const tags = ['files'];

export const photoRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const show = { access: allow(['staff', 'wall'], 'files:show-photo', { area: 'own', data: 'internal' }) };
  app.get(
    '/:id',
    { config: show, schema: { tags, summary: 'A photo as JPEG', params, response: JPEG } },
    (request, reply) => answerWith(request, reply, request.params.id, 'picture'),
  );
  app.get(
    '/:id/thumbnail',
    { config: show, schema: { tags, summary: 'A photo, small', params, response: JPEG } },
    (request, reply) => answerWith(request, reply, request.params.id, 'thumbnail'),
  );
  await app.register(bringing);
};

const bringing: FastifyPluginAsyncTypebox = async (app) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MOST_PHOTO_BYTES },
    async (_request: unknown, body: Buffer) => body,
  );
  app.post(
    '/',
    {
      bodyLimit: MOST_PHOTO_BYTES,
      config: { access: allow('staff', 'files:bring-photo', { area: 'own', data: 'internal' }) },
      schema: {
        tags,
        summary: 'Bring a photo: the file as the body. Only its pixels are kept',
        querystring: PhotoQuery,
        response: { 201: Photo },
      },
    },
    async ({ db, query, body, subject }, reply) => {
      const { divisionPath } = query;
      if (!isInside(divisionPath, subject.scope.areas))
        throw new Problem(403, 'area-not-yours', 'This area is outside of what you may see');
      const remade = await remakePhoto(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
      const photo = await db.transaction(async (tx) => {
        const kept = await keepPhoto(tx, divisionPath, remade);
        await record(tx, {
          act: 'files:bring-photo',
          object: `files.photo/${kept.id}`,
          after: { ...kept, divisionPath, bytes: remade.picture.length },
        });
        return kept;
      });
      return reply.code(201).send(photo);
    },
  );
};

const NOTHING = Buffer.alloc(0);

/** What is at an address never changes, but who may see it does: it is asked for each time, and sent once. */
async function answerWith(
  { db, headers }: Pick<FastifyRequest, 'db' | 'headers'>,
  reply: Pick<FastifyReply, 'headers' | 'code' | 'type'>,
  id: string,
  size: 'picture' | 'thumbnail',
): Promise<Buffer> {
  const jpeg = await findPicture(db, id, size);
  if (!jpeg) throw new Problem(404, 'no-such-photo', 'There is no such photo in your area');
  const etag = `"${id}-${size}"`;
  reply.headers({
    'cache-control': 'private, no-cache',
    etag,
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': `inline; filename="${size}-${id}.jpg"`,
  });
  if (headers['if-none-match'] === etag) {
    reply.code(304);
    return NOTHING;
  }
  reply.type('image/jpeg');
  return jpeg;
}
