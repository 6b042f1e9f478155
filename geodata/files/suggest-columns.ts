// Which column is which: by what was accepted before, by its heading, by what stands in it.
import { COLUMN_WORDS } from './column-words.ts';
import { readAngle } from './numbers.ts';
import type { FileColumn, PlaceColumns } from './opened-file.ts';
import { readPlaceText } from './well-known-text.ts';

/** What a target wants. */
export interface WantedField {
  name: string;
  /** What it is called in every language. */
  titles: readonly string[];
  kind: 'text' | 'number' | 'integer' | 'boolean' | 'word';
  /** Words that a field of kind `word` may hold, ours and their titles. */
  words: readonly string[];
}

export interface ColumnSuggestion {
  field: string;
  column: string;
  /** 0–1; from 0.5 on it is worth to be chosen without asking. */
  confidence: number;
  /** The client has a sentence for each code. */
  reason: { code: 'learnt' | 'heading' | 'heading-part' | 'content'; values: Record<string, string> };
}

/** By plain heading: field → how often it was accepted. */
export type LearntColumns = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A heading as it is compared: `单位名称（全称）` is `单位名称`, `Risk_Level` is `risklevel`. */
export const plainHeading = (heading: string) =>
  heading
    .normalize('NFKC')
    .replace(/[([【].*?[)\]】]/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** At most one column a field and one field a column, the surest first. Cost: O(columns · fields). */
export function suggestColumns(
  columns: readonly FileColumn[],
  fields: readonly WantedField[],
  learnt: LearntColumns = {},
): ColumnSuggestion[] {
  const all = columns
    .flatMap((column) => fields.flatMap((field) => weighed(column, field, learnt) ?? []))
    .toSorted((a, b) => b.confidence - a.confidence);
  const taken = new Set<string>();
  return all.filter(({ field, column }) => {
    if (taken.has(`field ${field}`) || taken.has(`column ${column}`)) return false;
    taken.add(`field ${field}`).add(`column ${column}`);
    return true;
  });
}

function weighed(column: FileColumn, field: WantedField, learnt: LearntColumns): ColumnSuggestion | undefined {
  const found = { field: field.name, column: column.name };
  const heading = plainHeading(column.heading);
  const accepted = learnt[heading]?.[field.name] ?? 0;
  if (accepted > 0) {
    const all = Object.values(learnt[heading] ?? {}).reduce((sum, count) => sum + count, 0);
    return { ...found, confidence: 0.9 + 0.1 * (accepted / all), reason: { code: 'learnt', values: { heading } } };
  }
  const match = headingMatch(heading, [field.name, ...field.titles, ...(COLUMN_WORDS[field.name] ?? [])]);
  const fits = contentFits(column, field);
  if (match) {
    const confidence = match.confidence * (fits === 'no' ? 0.5 : fits === 'yes' ? 1 : 0.95);
    return {
      ...found,
      confidence,
      reason: { code: match.whole ? 'heading' : 'heading-part', values: { word: match.word } },
    };
  }
  if (fits !== 'yes' || field.kind !== 'word') return undefined;
  return { ...found, confidence: 0.55, reason: { code: 'content', values: { sample: column.samples[0] ?? '' } } };
}

function headingMatch(heading: string, words: readonly string[]) {
  if (heading === '') return undefined;
  const plain = words.map(plainHeading).filter((word) => word !== '');
  const place = plain.indexOf(heading);
  // Words earlier in the list are the more usual ones: of two fields that share a word, the one that means it.
  if (place !== -1) return { confidence: 0.9 - Math.min(place, 20) * 0.005, word: heading, whole: true };
  const part = plain.filter((word) => word.length >= 2 && /\p{Script=Han}/u.test(word) && heading.endsWith(word));
  const longest = part.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) return undefined;
  return { confidence: 0.5 + 0.25 * (longest.length / heading.length), word: longest, whole: false };
}

/** Whether what stands in a column could be a value of the field; undefined where nothing is known. */
function contentFits({ samples, type }: FileColumn, { kind, words }: WantedField): 'yes' | 'no' | undefined {
  if (samples.length === 0) return undefined;
  if (kind === 'number' || kind === 'integer') return type === 'number' ? 'yes' : 'no';
  if (kind === 'boolean') return type === 'boolean' ? 'yes' : undefined;
  if (kind === 'text') return type === 'text' ? 'yes' : undefined;
  const known = new Set(words.map(plainHeading));
  const hits = samples.filter((sample) => known.has(plainHeading(sample))).length;
  return hits === samples.length ? 'yes' : hits === 0 && known.size > 0 ? undefined : 'yes';
}

/** A column that is called so, or undefined. */
function called(columns: readonly FileColumn[], words: string): FileColumn | undefined {
  const plain = COLUMN_WORDS[words]!.map(plainHeading);
  return columns
    .map((column) => ({ column, place: plain.indexOf(plainHeading(column.heading)) }))
    .filter(({ place }) => place !== -1)
    .toSorted((a, b) => a.place - b.place)[0]?.column;
}

const isAngles = ({ samples }: FileColumn) => samples.length > 0 && samples.some((sample) => readAngle(sample));

/** Where the place of a row stands: its geometry, two columns, one of WKT; null where none looks like it. */
export function suggestPlace(columns: readonly FileColumn[], hasGeometry: boolean): PlaceColumns | null {
  if (hasGeometry) return { kind: 'geometry' };
  const [lon, lat] = [called(columns, 'place:lon'), called(columns, 'place:lat')];
  if (lon && lat && isAngles(lon) && isAngles(lat)) return { kind: 'lon-lat', lon: lon.name, lat: lat.name };
  const wkt = [called(columns, 'place:wkt'), ...columns].find(
    (column) => column !== undefined && column.samples.length > 0 && column.samples.every((text) => isPlaceText(text)),
  );
  if (wkt) return { kind: 'wkt', column: wkt.name };
  const [east, north] = columns.filter(looksLikeCoordinate);
  return east && north ? { kind: 'lon-lat', lon: east.name, lat: north.name } : null;
}

const isPlaceText = (text: string) =>
  /^(SRID|(MULTI)?(POINT|LINESTRING|POLYGON))/i.test(text) || readPlaceText(text) !== undefined;

/** Degrees of China with four decimals or more: what a file without headings has for its place. */
function looksLikeCoordinate({ samples }: FileColumn): boolean {
  return (
    samples.length > 0 &&
    samples.every((text) => {
      const degrees = readAngle(text)?.degrees ?? NaN;
      const inChina = (degrees > 73 && degrees < 136) || (degrees > 3 && degrees < 54);
      return inChina && /\.\d{4,}|[°度]/.test(text);
    })
  );
}

/** Columns that tell what a place is called and in which county it lies, for the guess of the CRS. */
export function tellingColumns(columns: readonly FileColumn[]): { name?: string; county?: string } {
  const name = called(columns, 'name') ?? columns.find(({ heading }) => plainHeading(heading).endsWith('名称'));
  const county = called(columns, 'place:county');
  return { ...(name ? { name: name.name } : {}), ...(county ? { county: county.name } : {}) };
}
