// Keys of machines: a word that says which kind, 256 random bits; found by their first characters, kept as a hash.
import { timingSafeEqual } from 'node:crypto';
import { newSecret } from '../../platform/new-secret.ts';
import { hashSecret } from '../algorithms/secret-hash.ts';

/** What a key begins with: of a feed, of an application that speaks for a person, of a device such as a wall. */
export type KeyKind = 'fsk' | 'fsa' | 'fsd';

const PREFIX_LENGTH = 12;

export interface NewKey {
  /** Shown once; it is nowhere else. */
  readonly key: string;
  /** Its first characters: by them it is found, and told from others on a list. */
  readonly prefix: string;
  readonly hash: Buffer;
}

export function newKey(kind: KeyKind): NewKey {
  const key = `${kind}_${newSecret()}`;
  return { key, prefix: prefixOf(key), hash: hashSecret(key) };
}

export const prefixOf = (key: string): string => key.slice(0, PREFIX_LENGTH);

/** Whether a text has the form of such a key; what has not is not looked for. */
export const isKey = (kind: KeyKind, text: string): boolean =>
  text.startsWith(`${kind}_`) && /^[A-Za-z0-9_-]{43}$/.test(text.slice(kind.length + 1));

/** Compares in the same time wherever they differ. */
export function fitsHash(key: string, hash: Buffer): boolean {
  const given = hashSecret(key);
  return given.length === hash.length && timingSafeEqual(given, hash);
}
