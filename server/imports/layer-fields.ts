// The fields of each layer as whoever matches columns sees them.
import { FIELD_WORDS, VALUE_WORDS } from '../../geodata/files/layer-words.ts';
import type { ImportLayer, LayerField, LayerFields, Words } from './contract.ts';

type Kind = LayerField['kind'];
type Listed = readonly [name: string, kind: Kind, required?: 'required'];

const NAMED: readonly Listed[] = [['name', 'text', 'required']];
/** Codes or names with semicolons between them. */
const LIMITED: Listed = ['departments', 'text'];
const FROM: readonly Listed[] = [
  ['approximate', 'boolean'],
  ['source', 'text'],
];

const LISTED: Readonly<Record<ImportLayer, readonly Listed[]>> = {
  hazards: [
    ['code', 'text'],
    ...NAMED,
    ['class', 'word', 'required'],
    ['kind', 'word', 'required'],
    ['level', 'word'],
    ['responsibleUnit', 'text', 'required'],
    ['address', 'text'],
    ['published', 'boolean'],
    LIMITED,
    ...FROM,
  ],
  shelters: [
    ['code', 'text'],
    ...NAMED,
    ['kind', 'word', 'required'],
    ['state', 'word', 'required'],
    ['capacityPersons', 'integer', 'required'],
    ['areaM2', 'number'],
    ['indoor', 'boolean'],
    ['address', 'text'],
    ['manager', 'text'],
    ['published', 'boolean'],
    LIMITED,
    ...FROM,
  ],
  sites: [
    ['code', 'text'],
    ...NAMED,
    ['kind', 'word', 'required'],
    ['address', 'text'],
    ['manager', 'text'],
    LIMITED,
    ...FROM,
  ],
  grids: [
    ['code', 'text', 'required'],
    ...NAMED,
    ['kind', 'word', 'required'],
    ['population', 'integer'],
    ['synthetic', 'boolean'],
    ['source', 'text'],
  ],
  divisions: [['code', 'text', 'required'], ...NAMED, ['level', 'word', 'required'], ['synthetic', 'boolean']],
  owners: [
    ['divisionPath', 'text', 'required'],
    ['duty', 'word', 'required'],
    ['unit', 'text', 'required'],
    ['phone', 'text'],
  ],
  places: [...NAMED, ['kind', 'word', 'required'], ['rank', 'integer'], ['approximate', 'boolean']],
};

const GEOMETRY: Readonly<Record<ImportLayer, LayerFields['geometry']>> = {
  hazards: 'any',
  shelters: 'point',
  sites: 'point',
  grids: 'area',
  divisions: 'area',
  owners: 'none',
  places: 'point',
};

/** Before a code that was made: HZ-4F0C19A2B3D4. */
export const CODE_PREFIXES: Partial<Record<ImportLayer, string>> = { hazards: 'HZ', shelters: 'SH', sites: 'ST' };

/** What can be matched in a layer, in the order in which it is shown. */
export function fieldsOf(layer: ImportLayer): LayerFields {
  return {
    layer,
    fields: LISTED[layer].map(([name, kind, required]) => ({
      name,
      kind,
      title: titleOf(FIELD_WORDS[name]),
      required: required !== undefined,
      words: Object.entries(VALUE_WORDS[`${layer}.${name}`] ?? {}).map(([word, names]) => ({
        word,
        title: titleOf(names),
      })),
    })),
    geometry: GEOMETRY[layer],
    makesCodes: CODE_PREFIXES[layer] !== undefined,
  };
}

/** What a field is called in both languages. */
export const titleOfField = (name: string): Words => titleOf(FIELD_WORDS[name], name);

/** Words of a field (`ready, open`) as people write them; itself where they are the words of no layer. */
export function titlesOfWords(field: string, listed: string): Words {
  const words = listed.split(', ');
  const names = Object.entries(VALUE_WORDS).find(
    ([name, known]) => name.endsWith(`.${field}`) && words.every((word) => known[word] !== undefined),
  )?.[1];
  const titles = words.map((word) => titleOf(names?.[word], word));
  return { zh: titles.map(({ zh }) => zh).join('、'), en: titles.map(({ en }) => en).join(', ') };
}

/** All names of a field, in both languages. */
export const namesOfField = (name: string): string[] => FIELD_WORDS[name]?.flatMap((words) => words.split('|')) ?? [];

/** Our word by whatever people write for it: `<field>` → { 危险化学品: hazardous-chemicals }. */
export function wordsByName(layer: ImportLayer): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const ofLayer = LISTED[layer].filter(([, kind]) => kind === 'word');
  return new Map(
    ofLayer.map(([name]) => {
      const words = Object.entries(VALUE_WORDS[`${layer}.${name}`] ?? {});
      const pairs = words.flatMap(([word, [zh, en]]) =>
        [...zh.split('|'), en.toLowerCase()].map((written) => [written, word] as const),
      );
      return [name, new Map(pairs)];
    }),
  );
}

const titleOf = (names: readonly [zh: string, en: string] | undefined, otherwise = ''): Words => ({
  zh: names?.[0].split('|')[0] ?? otherwise,
  en: names?.[1] ?? otherwise,
});
