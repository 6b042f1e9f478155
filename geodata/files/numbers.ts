// Numbers and angles as people write them.

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;

/** Full-width figures and signs as plain ones, one kind of minus, no spaces around. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[−‐–—]/g, '-')
    .trim();

/**
 * A number as text: 1234.5, 1,234.5, １２３４, 1 234, 31,57 (a comma that groups no thousands is a decimal one). Undefined where it is
 * none, is not finite or is blank.
 */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const text = plain(value).replace(/(?<=\d)[\s_'](?=\d{3}(\D|$))/g, '');
  let digits: string;
  if (PLAIN.test(text)) digits = text;
  else if (GROUPED.test(text)) digits = text.replaceAll(',', '');
  else if (DECIMAL_COMMA.test(text)) digits = text.replace(',', '.');
  else return undefined;
  const number = Number(digits);
  return Number.isFinite(number) ? number : undefined;
}

export interface Angle {
  degrees: number;
  /** Said by a hemisphere (N, 北纬); undefined where there is none. */
  axis: 'lon' | 'lat' | undefined;
}

const HEMISPHERES: [RegExp, Angle['axis'], 1 | -1][] = [
  [/北纬|^n|n$/i, 'lat', 1],
  [/南纬|^s|(?<![\d\s]\s*)s$|(?<=["″”秒'′’]\s*)s$/i, 'lat', -1],
  [/东经|^e|e$/i, 'lon', 1],
  [/西经|^w|w$/i, 'lon', -1],
];
const SEXAGESIMAL =
  /^(-?)(\d{1,3})(?:\.0*)?\s*[°º˚度d:\s-]\s*(\d{1,2}(?:\.\d+)?)\s*['′’‘分m:\s-]?\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″”“秒s]|''|′′)?)?$/i;

/**
 * An angle as text: 31.57, 31°34′12.5″N, 31 34 12.5, 31:34:12.5, 北纬31度34分12.5秒, N31°34.2′. A projected coordinate in metres is a
 * plain number and passes too. Undefined where it is none.
 */
export function readAngle(value: unknown): Angle | undefined {
  const number = readNumber(value);
  if (number !== undefined) return { degrees: number, axis: undefined };
  if (typeof value !== 'string') return undefined;
  let text = plain(value);
  let axis: Angle['axis'];
  let sign = 1;
  for (const [pattern, of, turn] of HEMISPHERES) {
    if (!pattern.test(text)) continue;
    [text, axis, sign] = [
      text
        .replace(pattern, '')
        .replace(/^[:：]/, '')
        .trim(),
      of,
      turn,
    ];
    break;
  }
  const rest = readNumber(text.replace(/[°º˚度]$/, ''));
  if (rest !== undefined) return { degrees: sign * rest, axis };
  const found = SEXAGESIMAL.exec(text);
  if (found === null) return undefined;
  const [, minus, degrees, minutes, seconds = '0'] = found;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return undefined;
  if (found[4] !== undefined && minutes!.includes('.')) return undefined;
  const total = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  return { degrees: sign * (minus === '-' ? -total : total), axis };
}
