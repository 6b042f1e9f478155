// Passwords that somebody hands to somebody else, of use once: easy to read out, 100 random bits.
import { randomInt } from 'node:crypto';
import { openPasswordHashing } from '../sign-in/password-hash.ts';

/** Without letters that are taken for digits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 5;
const GROUP_LENGTH = 4;

const hashing = openPasswordHashing();

/** A new password with its argon2id hash; the password itself is nowhere. */
export async function oneTimePassword(): Promise<{ password: string; hash: string }> {
  const letter = () => LETTERS[randomInt(LETTERS.length)]!;
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join('');
  const password = Array.from({ length: GROUPS }, group).join('-');
  return { password, hash: await hashing.hash(password) };
}
