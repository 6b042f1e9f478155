// Is what was sent really a picture, whole, and no larger than it says?
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { Problem } from '../../platform/problem.ts';

export interface Picture {
  readonly png: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
}

const inflated = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate);
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Samples of a pixel by the colour type of the header: RGB and RGBA, the two that browsers write. */
const SAMPLES: Readonly<Record<number, number>> = { 2: 3, 6: 4 };
const MAX_SIDE_PX = 8000;

/**
 * Reads a PNG of 8 bits a sample, RGB or RGBA, not interlaced: what a browser's canvas makes.
 * Its pixels are unpacked once, with a limit: one that unpacks to more than its header says is refused.
 *
 * @param base64  the file
 * @throws Problem 422 `not-a-picture`
 */
export async function readPng(base64: string): Promise<Picture> {
  const png = Buffer.from(base64, 'base64');
  const { widthPx, heightPx, samples } = readHeader(png);
  const bytes = heightPx * (1 + widthPx * samples);
  const pixels = await inflated(pixelChunks(png), { maxOutputLength: bytes }).catch(() =>
    refuse('Its pixels cannot be read'),
  );
  if (pixels.length !== bytes) refuse('Its pixels do not fill it');
  return { png, widthPx, heightPx };
}

function readHeader(png: Buffer) {
  if (png.length < 57 || !png.subarray(0, 8).equals(SIGNATURE) || png.toString('latin1', 12, 16) !== 'IHDR')
    refuse('It is not a PNG');
  const [widthPx, heightPx] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [bits, colour, , , interlaced] = png.subarray(24, 29);
  const samples = SAMPLES[colour!];
  if (bits !== 8 || samples === undefined || interlaced !== 0) refuse('Only 8 bits, RGB or RGBA, not interlaced');
  if (widthPx < 1 || heightPx < 1 || widthPx > MAX_SIDE_PX || heightPx > MAX_SIDE_PX) refuse('It is too large');
  return { widthPx, heightPx, samples: samples! };
}

/** The bodies of all IDAT chunks. */
function pixelChunks(png: Buffer): Buffer {
  const bodies: Buffer[] = [];
  let at = SIGNATURE.length;
  while (at + 12 <= png.length) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > png.length) refuse('It is cut off');
    if (type === 'IDAT') bodies.push(png.subarray(at + 8, at + 8 + length));
    if (type === 'IEND') return Buffer.concat(bodies);
    at += 12 + length;
  }
  return refuse('It is cut off');
}

function refuse(detail: string): never {
  throw new Problem(422, 'not-a-picture', 'The picture cannot be printed', { detail });
}
