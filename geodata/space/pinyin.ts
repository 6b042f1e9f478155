// How a Chinese name is typed on a plain keyboard.
import { pinyin } from 'pinyin-pro';

/** A name as it is searched for: initials and full pinyin, lower case, letters and digits only. */
export interface Reading {
  /** 三阳广场 → `sygc`; Latin letters and digits of the name stay: KTV广场 → `ktvgc`. */
  readonly initials: string;
  /** 三阳广场 → `sanyangguangchang`; ü is written v, as on keyboards. */
  readonly pinyin: string;
}

/** Reads a name; a character with several readings is read as in its word (重庆路 → `cql`). No length limit, cost O(n). */
export function readName(name: string): Reading {
  return {
    initials: plain(pinyin(name, { ...SYLLABLES, pattern: 'first' })),
    pinyin: plain(pinyin(name, { ...SYLLABLES, v: true })),
  };
}

const SYLLABLES = { toneType: 'none', type: 'array', nonZh: 'consecutive' } as const;

const plain = (syllables: string[]) =>
  syllables
    .join('')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Script=Latin}\d]/gu, '');
