// A picture in one colour, as a browser's canvas would write it.
import { crc32, deflateSync } from 'node:zlib';

/** PNG of 8 bits, RGB, without filters; base64. */
export function aPng(widthPx: number, heightPx: number, [r, g, b] = [24, 29, 35]): string {
  const row = Buffer.alloc(1 + widthPx * 3);
  for (let x = 0; x < widthPx; x++) row.set([r!, g!, b!], 1 + x * 3);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: heightPx }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]).toString('base64');
}

/** What the header of a PNG says (W3C PNG, 11.2.1 IHDR): pixels. */
export const pngSize = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
