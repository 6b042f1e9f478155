// Takes what a person could be found by, or let in with, out of what is recorded. Pure.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export const MASK = '***';

/** Words in the name of a field whose value is masked whatever it looks like: `contactPhone`, `totp_secret`. */
const TELLING = new Set(
  (
    'contact contacts phone phones mobile tel telephone email emails mail wechat openid idcard idnumber passport plate ' +
    'password passwd pwd secret secrets token tokens otp totp credential credentials apikey keyhash'
  ).split(' '),
);
const TELLING_PAIRS = new Set(['id card', 'id number', 'identity card', 'api key', 'key hash', 'recovery code', 'recovery codes']); // prettier-ignore
const TELLING_CHINESE = /电话|手机|联系方式|联系人|身份证|证件号|邮箱|微信号|密码|口令|密钥|车牌/;

const D = '[0-9０-９]';
const GAP = '[-\\s－　]?';
/**
 * What is left alone (an id, a hash), or what is masked: a key that was given out; an identity number by GB 11643 (six digits of a division,
 * a date, three digits and a check character); an e-mail address; a mobile number, in groups or not, with +86 or not; a landline with its area code.
 */
const PERSONAL = new RegExp(
  [
    '(?<left>\\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\b|\\b(?=[0-9]*[a-f])[0-9a-f]{16,}\\b)',
    '\\bfs[a-z]_[\\w-]{16,}',
    `(?<!${D})[1-9１-９]${D}{5}(?:1[89]|2[0-9]|１[８９]|２${D})${D}{2}[01０１]${D}[0-3０-３]${D}${D}{3}[0-9Xx０-９Ｘｘ](?!${D})`,
    '[\\w.%+-]+@[\\w-]+(?:\\.[\\w-]+)+',
    `(?<!${D}|${D}\\.)(?:[+＋]?(?:86|８６)${GAP})?[1１][3-9３-９]${D}${GAP}${D}{4}${GAP}${D}{4}(?!${D})`,
    `(?<!${D}|${D}\\.)[0０]${D}{2,3}[-－\\s]${D}{7,8}(?!${D})`,
  ].join('|'),
  'giu',
);

/** The same value, shaped alike, with `***` where something personal stood. Masking twice is masking once. */
export function maskPersonal(value: Json): Json {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'number') return maskText(String(value)) === String(value) ? value : MASK;
  if (Array.isArray(value)) return value.map(maskPersonal);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [maskText(key), isTelling(key) ? blot(inner) : maskPersonal(inner)]),
  );
}

const maskText = (text: string): string =>
  text.replace(PERSONAL, (found, ...rest: unknown[]) => ((rest.at(-1) as { left?: string }).left ? found : MASK));

/** Every leaf goes, but what says nothing: that there is none, yes or no. */
function blot(value: Json): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(blot);
  if (typeof value !== 'object') return MASK;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [maskText(key), blot(inner)]));
}

function isTelling(key: string): boolean {
  if (TELLING_CHINESE.test(key)) return true;
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word, at) => TELLING.has(word) || TELLING_PAIRS.has(`${word} ${words[at + 1] ?? ''}`));
}
