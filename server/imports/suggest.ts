// What the columns of a file are likely to be, and where its rows lie: by what was accepted before, else by what they say.
import { guessCrs } from '../../geodata/files/guess-crs.ts';
import type { OpenedFile } from '../../geodata/files/opened-file.ts';
import { samplePlaces } from '../../geodata/files/sample-places.ts';
import { suggestColumns, suggestPlace, tellingColumns, type WantedField } from '../../geodata/files/suggest-columns.ts';
import type { Db } from '../../db/connection.ts';
import type { ImportLayer, ImportMapping, Inspection } from './contract.ts';
import { findKnownPlaces } from './known-in-city.ts';
import { fieldsOf, namesOfField } from './layer-fields.ts';

/** What was accepted the last time for a file with the same headings. */
export interface Learnt {
  readonly mapping: ImportMapping;
  readonly crs: string;
}

/** A suggestion is chosen without asking from here on. */
const SURE = 0.5;

/** Mapping and CRS as they are shown first. */
export async function suggest(
  db: Db,
  file: OpenedFile,
  layer: ImportLayer,
  learnt: Learnt | undefined,
): Promise<Pick<Inspection, 'mapping' | 'mappingFrom' | 'crs'>> {
  const names = new Set(file.columns.map(({ name }) => name));
  const fits = learnt !== undefined && columnsOf(learnt.mapping).every((name) => names.has(name));
  const mapping = fits ? learnt.mapping : guessMapping(file, layer);
  const guess = mapping.place && (await guessPlace(db, file, mapping.place));
  if (fits) return { mapping, mappingFrom: 'learnt', crs: asLearnt(guess, learnt) };
  return { mapping: { ...mapping, swapped: guess?.swapped ?? false }, mappingFrom: 'guess', crs: guess };
}

/** What was accepted stands first; where the positions speak against it, the guess says so among the candidates. */
function asLearnt(guess: Inspection['crs'], { crs, mapping: { swapped } }: Learnt): Inspection['crs'] {
  if (!guess || (guess.name?.toLowerCase() === crs && guess.swapped === swapped)) return guess;
  const reason = { code: 'learnt', values: {} };
  const other = guess.name === null ? [] : [{ name: guess.name, swapped: guess.swapped, reason: guess.reason }];
  const rest = guess.candidates.filter(({ name }) => name !== crs && name !== guess.name);
  return { name: crs, swapped, certain: false, reason, candidates: [...other, ...rest] };
}

function columnsOf({ columns, place }: ImportMapping): string[] {
  const ofPlace = place?.kind === 'lon-lat' ? [place.lon, place.lat] : place?.kind === 'wkt' ? [place.column] : [];
  return [...Object.values(columns), ...ofPlace];
}

function guessMapping({ columns, hasGeometry }: OpenedFile, layer: ImportLayer): ImportMapping {
  const { fields, geometry } = fieldsOf(layer);
  const place = geometry === 'none' ? null : suggestPlace(columns, hasGeometry);
  const taken = new Set(
    place?.kind === 'lon-lat' ? [place.lon, place.lat] : place?.kind === 'wkt' ? [place.column] : [],
  );
  const wanted = fields.map(({ name, kind, words }): WantedField => ({
    name,
    kind,
    titles: namesOfField(name),
    words: words.flatMap(({ word, title }) => [word, title.zh, title.en]),
  }));
  const found = suggestColumns(columns, wanted).filter(
    ({ confidence, column }) => confidence >= SURE && !taken.has(column),
  );
  const matched = Object.fromEntries(found.map(({ field, column }) => [field, column]));
  return { columns: matched, constants: {}, values: {}, place, swapped: false };
}

async function guessPlace(
  db: Db,
  file: OpenedFile,
  place: NonNullable<ImportMapping['place']>,
): Promise<Inspection['crs']> {
  const sample = await samplePlaces(file, place, tellingColumns(file.columns));
  const known = await findKnownPlaces(db, [...new Set(sample.flatMap(({ name }) => name ?? []))]);
  return known ? guessCrs(sample, known, file.statedCrs) : null;
}
