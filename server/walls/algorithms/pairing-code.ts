// The code by which a phone finds its wall: from a QR code, or typed from ten metres. Pure.
// Crockford's base 32 (https://www.crockford.com/base32.html): no letter that looks like another sign; what is mistaken is read as meant.

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MISTAKEN: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };
const LENGTH = 10;

/** @param bytes ten, random; five bits of each are used: 50 bits @throws RangeError for another number */
export function writeCode(bytes: Uint8Array): string {
  if (bytes.length !== LENGTH) throw new RangeError(`A code is made of ${LENGTH} bytes`);
  const signs = Array.from(bytes, (byte) => SIGNS[byte & 31]).join('');
  return `${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`;
}

/** The ten signs that a person meant; undefined where it cannot be a code. */
export function readCode(typed: string): string | undefined {
  const signs = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll(/[OIL]/g, (sign) => MISTAKEN[sign] ?? sign);
  return signs.length === LENGTH && [...signs].every((sign) => SIGNS.includes(sign)) ? signs : undefined;
}
