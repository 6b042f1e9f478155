// A photo made anew from its pixels: whatever else the file carried (place, device, other files) does not come along.
import sharp, { type Sharp } from 'sharp';
import { atMost } from '../../platform/at-most.ts';
import { Problem } from '../../platform/problem.ts';
import { PHOTO_SIDE_PX, THUMBNAIL_SIDE_PX } from '../contract.ts';
import { isSomethingElseToo, pictureKindOf } from '../algorithms/picture-kind.ts';

/** A camera of today has fewer; a picture that unpacks to more is a bomb. */
const MOST_PIXELS = 50_000_000;
const DEADLINE_S = 20;
/** Unpacked at once, and waiting for it: 50 million pixels take 200 MB. */
const AT_ONCE = 2;
const MOST_WAITING = 30;
const inTurn = atMost(AT_ONCE, {
  most: MOST_WAITING,
  full: () => new Problem(503, 'busy', 'Many photos are being taken in: try again', { retryAfterS: 5 }),
});

export interface Remade {
  readonly picture: Buffer;
  readonly thumbnail: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** @throws Problem 415 for what is no photo, 422 for one that cannot be read or is more than a photo, 503 while many are being made */
export async function remakePhoto(bytes: Buffer): Promise<Remade> {
  const kind = pictureKindOf(bytes);
  if (!kind) throw new Problem(415, 'photo-kind', 'Only photos as JPEG, PNG, WebP or HEIC are taken');
  if (isSomethingElseToo(bytes)) throw new Problem(422, 'photo-and-more', 'The file is more than a photo');
  return inTurn(async () => {
    const { width, height, pages = 1, format } = await sharp(bytes, LIMITS).metadata().catch(unreadable(kind));
    if (format !== kind) throw new Problem(422, 'photo-unreadable', 'The photo cannot be read');
    if (width * height > MOST_PIXELS) throw tooLarge();
    if (pages > 1) throw new Problem(422, 'photo-moves', 'The picture moves: send one that stands still');
    const large = await jpegOf(bytes, PHOTO_SIDE_PX, 82).toBuffer({ resolveWithObject: true }).catch(unreadable(kind));
    const thumbnail = await jpegOf(large.data, THUMBNAIL_SIDE_PX, 75).toBuffer();
    return { picture: large.data, thumbnail, widthPx: large.info.width, heightPx: large.info.height };
  });
}

const LIMITS = { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true } as const;

/** Upright, on white where it was transparent, in the colours of the web, and nothing but pixels. */
function jpegOf(bytes: Buffer, sidePx: number, quality: number): Sharp {
  return sharp(bytes, LIMITS)
    .timeout({ seconds: DEADLINE_S })
    .autoOrient()
    .resize(sidePx, sidePx, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality, mozjpeg: false });
}

const tooLarge = () => new Problem(422, 'photo-too-many-pixels', 'The photo has too many pixels');

const unreadable =
  (kind: string) =>
  (error: unknown): never => {
    if (error instanceof Error && /pixel limit/i.test(error.message)) throw tooLarge();
    if (kind === 'heif')
      throw new Problem(415, 'photo-heic', 'This kind of HEIC cannot be read here: send the photo as JPEG');
    throw new Problem(422, 'photo-unreadable', 'The photo cannot be read: it is damaged or not whole');
  };
