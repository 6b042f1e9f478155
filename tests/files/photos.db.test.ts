import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { removeLoosePhotos } from '../../server/files/photos/store.ts';
import { startApp, type TestApp, type TestScope } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] } });
});
afterAll(() => app.close());

const HERE: TestScope = { areas: ['320205'], actor: 'here' };
const THERE: TestScope = { areas: ['320206'], actor: 'there' };

/** A grey field with a red corner at its upper left. */
const field = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#808080' } }).composite([
    { input: { create: { width: 20, height: 20, channels: 3, background: '#ff0000' } }, top: 0, left: 0 },
  ]);
const jpeg = (width = 400, height = 300) => field(width, height).jpeg().toBuffer();

const bring = (payload: Buffer, scope: TestScope = HERE, divisionPath = '320205', type = 'image/jpeg') =>
  app.as(scope).inject({
    method: 'POST',
    url: `/api/files/photos?divisionPath=${divisionPath}`,
    headers: { 'content-type': type },
    payload,
  });
const look = (id: string, scope: TestScope = HERE, headers = {}) =>
  app.as(scope).inject({ url: `/api/files/photos/${id}`, headers });

describe('what is kept', () => {
  it('is pixels alone: no place, no device, no profile, upright', async () => {
    const carrying = await field(400, 300)
      .jpeg()
      .withExif({ IFD0: { Make: 'CANARY-PHONE' }, IFD3: { GPSLatitude: '31/1 34/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6, icc: 'p3' })
      .toBuffer();
    const before = await sharp(carrying).metadata();
    expect([before.orientation, before.exif !== undefined, before.icc !== undefined]).toEqual([6, true, true]);
    const answer = await bring(carrying);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ widthPx: 300, heightPx: 400 }); // turned by a quarter
    const kept = (await look(answer.json<{ id: string }>().id)).rawPayload;
    const after = await sharp(kept).metadata();
    expect([after.format, after.orientation, after.exif, after.icc, after.xmp]).toEqual([
      'jpeg',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(kept.toString('latin1')).not.toContain('CANARY');
    // Turned clockwise, the upper left corner is the upper right one.
    const { data, info } = await sharp(kept).raw().toBuffer({ resolveWithObject: true });
    const red = (x: number, y: number) => data[(y * info.width + x) * info.channels]! > 200;
    expect([red(295, 5), red(5, 5)]).toEqual([true, false]);
  });

  it.each([
    ['PNG', () => field(50, 40).png().toBuffer()],
    ['WebP', () => field(50, 40).webp().toBuffer()],
    ['AVIF', () => field(50, 40).avif().toBuffer()],
  ])('comes from %s too, whatever the sender calls it', async (_kind, make) => {
    const answer = await bring(await make(), HERE, '320205', 'text/html');
    expect(answer.json()).toMatchObject({ widthPx: 50, heightPx: 40 });
  });

  it('is at most 2048 pixels long, and 320 in small', async () => {
    const { id, ...size } = (await bring(await jpeg(3000, 1500))).json<{
      id: string;
      widthPx: number;
      heightPx: number;
    }>();
    expect(size).toEqual({ widthPx: 2048, heightPx: 1024 });
    const small = await app.as(HERE).inject(`/api/files/photos/${id}/thumbnail`);
    expect(await sharp(small.rawPayload).metadata()).toMatchObject({ width: 320, height: 160, format: 'jpeg' });
  });
});

const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');
/** A PNG that says how large it is and holds next to nothing. */
function bomb(side: number): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(head));
    return Buffer.concat([length, head, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const pixels = deflateSync(Buffer.alloc((side / 8 + 1) * 64));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

describe('what is refused, with its reason', () => {
  it.each<[string, () => Promise<Buffer> | Buffer, number, string]>([
    ['a page named .jpg', () => HTML, 415, 'photo-kind'],
    ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 415, 'photo-kind'],
    ['GIF, moving or not', () => field(90, 90).gif().toBuffer(), 415, 'photo-kind'],
    ['a program', () => Buffer.from('\x7fELF\x02\x01\x01'), 415, 'photo-kind'],
    ['nothing', () => Buffer.alloc(0), 415, 'photo-kind'],
    ['three bytes of a JPEG', () => Buffer.from('ffd8ff', 'hex'), 422, 'photo-unreadable'],
    ['a photo that is also a page', async () => Buffer.concat([await jpeg(), HTML]), 422, 'photo-and-more'],
    [
      'a photo that is also an archive',
      async () => Buffer.concat([await jpeg(), Buffer.from('PK\x05\x06'), Buffer.alloc(18)]),
      422,
      'photo-and-more',
    ],
    [
      'a photo that is also a paper',
      async () => Buffer.concat([await jpeg(), Buffer.from('%PDF-1.7')]),
      422,
      'photo-and-more',
    ],
    [
      'a photo with a script in its comment',
      async () =>
        field(90, 90)
          .jpeg()
          .withExif({ IFD0: { ImageDescription: '<script>alert(1)</script>' } })
          .toBuffer(),
      422,
      'photo-and-more',
    ],
    ['a photo that is cut off', async () => (await jpeg()).subarray(0, 900), 422, 'photo-unreadable'],
    [
      'a PNG that is cut off',
      async () => (await field(400, 300).png().toBuffer()).subarray(0, 400),
      422,
      'photo-unreadable',
    ],
    ['a bomb of 1.6 thousand million pixels', () => bomb(40_000), 422, 'photo-too-many-pixels'],
    [
      'a picture that moves',
      async () =>
        sharp([await solid('#000'), await solid('#fff')], { join: { animated: true } })
          .webp()
          .toBuffer(),
      422,
      'photo-moves',
    ],
    [
      'HEIC as it cannot be read here',
      () => Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(40)]),
      415,
      'photo-heic',
    ],
    ['more than ten megabytes', () => Buffer.alloc(10 * 1024 * 1024 + 1, 0xff), 413, 'too-large'],
  ])('%s', async (_what, make, status, code) => {
    const answer = await bring(await make());
    expect(answer.json()).toMatchObject({ status, type: `/problems/${code}` });
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});

function solid(background: string): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
}

describe('how it is shown', () => {
  it('is a picture from where nothing can run, and kept by no cache for others', async () => {
    const { id } = (await bring(await jpeg())).json<{ id: string }>();
    const answer = await look(id);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': `inline; filename="picture-${id}.jpg"`,
      'cache-control': 'private, no-cache',
    });
    const again = await look(id, HERE, { 'if-none-match': answer.headers['etag'] });
    expect([again.statusCode, again.rawPayload.length, again.headers['cache-control']]).toEqual([
      304,
      0,
      'private, no-cache',
    ]);
  });

  it('answers to a stranger as if it were not there, whatever he holds of it', async () => {
    const { id } = (await bring(await jpeg())).json<{ id: string }>();
    const { etag } = (await look(id)).headers;
    for (const scope of [THERE, { ...HERE, actor: 'a colleague' }]) {
      const answer = await look(id, scope, { 'if-none-match': etag });
      expect(answer.json()).toMatchObject({ status: 404, type: '/problems/no-such-photo' });
    }
    expect((await app.as({ role: 'public' }).inject(`/api/files/photos/${id}`)).statusCode).toBe(401);
    expect((await bring(await jpeg(), THERE, '320205')).json()).toMatchObject({ status: 403 });
  });

  it('goes after a day in which no story showed it', async () => {
    const { id } = (await bring(await jpeg())).json<{ id: string }>();
    await removeLoosePhotos(app.services.db, new Date(app.clock().getTime() - 1));
    expect((await look(id)).statusCode).toBe(200);
    await removeLoosePhotos(app.services.db, new Date(app.clock().getTime() + 1));
    expect((await look(id)).statusCode).toBe(404);
    expect(await app.services.db.many(sql`SELECT 1 AS one FROM files.photo WHERE NOT shown`)).toEqual([]);
  });
});
