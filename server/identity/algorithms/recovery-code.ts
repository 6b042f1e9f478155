// Codes that stand for a lost authenticator: 80 random bits each, easy to write down. Pure.
import { randomInt } from 'node:crypto';
import { hashSecret } from './secret-hash.ts';

const COUNT = 10;
/** Base 32 of Crockford without U: nothing that looks like something else. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** Ten codes: `7K3M-…`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: COUNT }, () =>
    Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)])
      .join('')
      .replaceAll(/(.{4})(?!$)/g, '$1-'),
  );

/** How a code is kept; small letters, dashes and blanks are how people type, and so are O for 0, I and L for 1. */
export function hashRecoveryCode(typed: string): Buffer {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return hashSecret(plain);
}
