import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import { allow } from '../identity/guard.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { MAP_SHEETS, MapPrint, MIN_DPI } from './contract.ts';
import { composeMapSheet } from './map-sheet.ts';
import { readPng, type Picture } from './paper/picture.ts';
import { photoRoutes } from './photos/routes.ts';

/** A sheet of A3 at 200 dots an inch with much on it, as base64. */
const BODY_LIMIT = 42 * 1024 * 1024;
const MM_PER_INCH = 25.4;
/** A picture may be so much wider or narrower than its frame, as a share: pixels are whole. */
const SHAPE_SLACK = 0.01;

export const fileRoutes =
  ({ clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(photoRoutes, { prefix: '/photos' });
    app.post(
      '/map-print',
      {
        config: { access: allow('staff', 'files:print-map', { area: 'own', data: 'internal' }) },
        bodyLimit: BODY_LIMIT,
        schema: {
          tags: ['files'],
          summary: 'A map as PDF on A4 or A3, with legend, scale, time and sources',
          body: MapPrint,
          response: {
            200: {
              content: { 'application/pdf': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } },
            },
          },
        },
      },
      async ({ db, body }, reply) => {
        const picture = await readPng(body.picture);
        assertFits(picture, body);
        const city = await db.transaction(async (tx) => {
          const { paper, orientation, title, address } = body;
          await record(tx, {
            act: 'files:print-map',
            object: 'files.map',
            after: { paper, orientation, title, address },
          });
          return tx.one<{ sources: string[]; demo: boolean }>(sql`SELECT sources, demo FROM city.city`);
        });
        const { sources, demo } = city ?? { sources: [], demo: false };
        const pdf = await composeMapSheet(body, { png: picture.png, at: clock(), sources, demo });
        return reply.type('application/pdf').header('cache-control', 'no-store').send(pdf);
      },
    );
  };

/** @throws Problem 422 where the picture is not of the frame's shape, or too coarse for it */
function assertFits({ widthPx, heightPx }: Picture, { paper, orientation }: MapPrint): void {
  const { width, height } = MAP_SHEETS[paper][orientation].map;
  if (Math.abs(widthPx / heightPx / (width / height) - 1) > SHAPE_SLACK)
    throw new Problem(422, 'picture-of-another-shape', 'The picture has not the shape of its frame on the paper');
  if ((widthPx / width) * MM_PER_INCH < MIN_DPI)
    throw new Problem(422, 'picture-too-coarse', `A picture needs at least ${MIN_DPI} dots an inch of paper`);
}
