// What a file is, by its own first bytes; never by its name or by what the sender calls it. Pure.

export type PictureKind = 'jpeg' | 'png' | 'webp' | 'heif';

/** Brands of the containers of phones (HEIC) and of AVIF. */
const HEIF_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis']);

/** The kind of picture that begins here; undefined where none that is taken does. */
export function pictureKindOf(bytes: Buffer): PictureKind | undefined {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(4, 8) === 'ftyp' && HEIF_BRANDS.has(text(8, 12))) return 'heif';
  return undefined;
}

/** Marks of pages, programs and papers; a compressed picture meets none of them by chance in a million years of photos. */
const FOREIGN = [
  /<script/i,
  /<html/i,
  /<!doctype/i,
  /<svg/i,
  /<\?php/i,
  /javascript:/i,
  /%PDF-\d/,
  /PK\x05\x06[^]{18}/, // the end of a ZIP, jar or office file
  /PK\x03\x04\x14\x00/,
];

/** Whether the file is something else as well: a picture to one reader, a page or an archive to another. */
export function isSomethingElseToo(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  return FOREIGN.some((mark) => mark.test(text));
}
